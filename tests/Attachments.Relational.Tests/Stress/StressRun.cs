using System.Diagnostics;
using System.Globalization;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Relational.Tests.Stress;

// Rounds of random work by many tasks, each followed by a sweep and a look at what is left.
internal static class StressRun
{
    private const int Tasks = 18;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    // Longer runs: ATTACHMENTS_TEST_STRESS_SECONDS.
    private static TimeSpan Duration => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_STRESS_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 12);

    public static async Task RunAsync(IStressDatabase database, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var store = new VisibleBytes();
        var messages = new StressMessages();
        var record = new StressRecord();
        var scans = new StressScans();

        while (clock.Elapsed < Duration || (record.Acknowledged.Count <= 50 && clock.Elapsed < 10 * Duration))
        {
            await WorkAsync(database, store, messages, record, scans, cancellationToken);
            await ScanAllAsync(database, cancellationToken);
            await SweepAllAsync(database, store, cancellationToken);
            await CheckAsync(database, store, messages, record, scans, cancellationToken);
            await ForgetInfectionsAsync(database, store, record, cancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(record.ToString());
        Assert.True(record.Acknowledged.Count > 50, $"Too little was done to prove anything: {record}");
    }

    private static async Task WorkAsync(IStressDatabase database, VisibleBytes store, StressMessages messages, StressRecord record, StressScans scans, CancellationToken cancellationToken)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        round.CancelAfter(Round);
        var disturbance = database.DisturbAsync(round.Token);
        var tasks = Enumerable.Range(0, Tasks).Select(i =>
        {
            var host = new StressHost(database.Hosts[i % database.Hosts.Count], database, store, messages, record, scans);
            return Task.Run(() => host.RunAsync(round.Token), CancellationToken.None);
        });
        await Task.WhenAll(tasks);
        await disturbance;
    }

    // Whatever was abandoned comes due by itself.
    private static async Task ScanAllAsync(IStressDatabase database, CancellationToken cancellationToken)
    {
        var scans = database.Hosts[0].Scans;
        var deadline = Stopwatch.StartNew();
        while ((await database.ReadBlobsAsync()).Any(blob => blob.IsDue || blob.Status == ScanStatus.Pending))
        {
            foreach (var claim in await scans.ClaimDueAsync(100, StressHost.Grace, cancellationToken))
                Assert.NotNull(await scans.RecordAsync(claim, StressScanner.Safe, InfectedContent.Remove, cancellationToken));

            Assert.True(deadline.Elapsed < TimeSpan.FromMinutes(1), "blobs are left that never come due for a scan");
            await Task.Delay(20, cancellationToken);
        }
    }

    // What any host's sweeper does, until nothing is left to do.
    private static async Task SweepAllAsync(IStressDatabase database, VisibleBytes store, CancellationToken cancellationToken)
    {
        var blobs = database.Hosts[0].Blobs;
        var walk = await blobs.CondemnUnreferencedAsync(null, int.MaxValue, TimeSpan.Zero, cancellationToken);
        Reap(walk.Condemned);
        await blobs.ForgetStraysAsync(walk.Condemned, cancellationToken);

        var deadline = Stopwatch.StartNew();
        while (await database.CountAsync("strays") > 0)
        {
            var strays = await blobs.ClaimStraysAsync(100, StressHost.Grace, cancellationToken);
            Reap(strays);
            await blobs.ForgetStraysAsync(strays, cancellationToken);
            Assert.True(deadline.Elapsed < TimeSpan.FromMinutes(1), "strays are left that never come due");
            await Task.Delay(20, cancellationToken);
        }

        void Reap(IReadOnlyList<BlobKey> keys)
        {
            foreach (var key in keys)
                store.Delete(key);
        }
    }

    // Or else all contents would soon be known as infected, and nothing could be uploaded any more.
    private static async Task ForgetInfectionsAsync(IStressDatabase database, VisibleBytes store, StressRecord record, CancellationToken cancellationToken)
    {
        var host = database.Hosts[0];
        foreach (var attachment in (await ReadAllAsync(database, cancellationToken)).Where(attachment => attachment.ScanStatus == ScanStatus.Infected))
        {
            record.AskToDelete([attachment.Id]);
            var outcome = await host.Attachments.DeleteAsync(
                attachment.Tenant, [new AttachmentReference(attachment.Id, attachment.Blob)], TimeSpan.Zero, cancellationToken);
            foreach (var key in outcome.Condemned)
                store.Delete(key);
        }

        foreach (var blob in (await database.ReadBlobsAsync()).Where(blob => blob.Content == BlobContentState.Quarantined))
            Assert.True(await host.Quarantine.PurgeAsync(blob.Key, TimeSpan.Zero, cancellationToken));
    }

    private static async Task CheckAsync(
        IStressDatabase database, VisibleBytes store, StressMessages messages, StressRecord record, StressScans scans, CancellationToken cancellationToken)
    {
        var attachments = await ReadAllAsync(database, cancellationToken);
        var blobs = await database.ReadBlobsAsync();
        var found = new List<string>(store.Violations.Concat(scans.Violations));

        var kept = blobs.Where(blob => blob.Content != BlobContentState.Removed).ToList();
        found.AddRange(kept.Where(blob => !store.Has(blob.Key, blob.Digest)).Select(blob => $"blob {blob} without its bytes"));
        found.AddRange(store.All().Except(kept.Select(blob => blob.Key)).Select(key => $"bytes {key} without a row"));
        found.AddRange(blobs.Where(blob => (blob.Status == ScanStatus.Infected) != (blob.Content != BlobContentState.Stored)).Select(blob => $"verdict and bytes of {blob} do not agree"));
        found.AddRange(attachments.Where(attachment => attachment.ScanStatus == ScanStatus.Infected && !scans.IsTold(attachment)).Select(attachment => $"nobody was told that {attachment.Id} is infected"));
        found.AddRange(attachments.GroupBy(attachment => (attachment.Tenant, attachment.Digest))
            .Where(group => group.Select(attachment => attachment.Blob).Distinct().Count() > 1).Select(group => $"two blobs of {group.Key}"));
        found.AddRange(attachments.GroupBy(attachment => (attachment.Tenant, attachment.Message, attachment.Digest))
            .Where(group => group.Count() > 1).Select(group => $"the same content twice in {group.Key}"));

        var counts = attachments.GroupBy(attachment => new TenantMessage(attachment.Tenant, attachment.Message)).ToDictionary(group => group.Key, group => group.Count());
        found.AddRange(counts.Where(pair => pair.Value > StressHost.Limit).Select(pair => $"{pair.Key} has {pair.Value} attachments"));
        found.AddRange(messages.Sealed.Where(pair => counts.GetValueOrDefault(pair.Key) > pair.Value).Select(pair => $"{pair.Key} was sealed with {pair.Value} attachments and has {counts[pair.Key]}"));
        found.AddRange(messages.Deleted.Keys.Where(counts.ContainsKey).Select(message => $"{message} was deleted and has attachments"));

        var present = attachments.Select(attachment => attachment.Id).ToHashSet();
        found.AddRange(record.Acknowledged.Keys.Where(id => !present.Contains(id) && !record.MayBeGone(id)).Select(id => $"acknowledged attachment {id} is missing"));
        found.AddRange(blobs.Where(blob => blob.Content != BlobContentState.Quarantined).Select(blob => blob.Key)
            .Except(attachments.Select(attachment => attachment.Key)).Select(key => $"blob {key} that nothing names"));

        Assert.True(found.Count == 0, $"{found.Count} violations: {string.Join("; ", found.Take(10))}{Environment.NewLine}{record}");
    }

    private static async Task<List<Attachment>> ReadAllAsync(IStressDatabase database, CancellationToken cancellationToken)
    {
        var (attachments, _, blobs, _, _, _) = database.Hosts[0];
        var all = new List<Attachment>();
        TenantMessage? last = null;
        IReadOnlyList<TenantMessage> page;
        while ((page = await blobs.ListMessagesAsync(last, 100, cancellationToken)).Count > 0)
        {
            foreach (var message in page)
                all.AddRange((await attachments.ListAsync(message.Tenant, message.Message, 0, 1000, cancellationToken)).Items);

            last = page[^1];
        }

        return all;
    }
}
