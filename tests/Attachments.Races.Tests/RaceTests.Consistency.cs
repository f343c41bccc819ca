using Attachments.Consistency;
using Xunit;

namespace Attachments.Races.Tests;

public abstract partial class RaceTests
{
    private const int Uploaders = 6;

    private int uploadsBesideChecks;

    [Fact]
    public async Task A_check_with_repair_beside_uploads_deletes_cascades_and_sweeps_finds_nothing_and_does_no_harm()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var working = Enumerable.Range(0, Uploaders).Select(worker => Task.Run(() => WorkUntilAsync(worker, enough.Token))).ToList();
        var findings = new Findings();
        var objects = 0L;

        for (var round = 0; Volatile.Read(ref uploadsBesideChecks) < 10 * Rounds || objects < Rounds; round++)
            objects += (await fleet.Hosts[round % 2].CheckAsync(findings)).Counts.Objects;

        await enough.CancelAsync();
        await Task.WhenAll(working);
        await fleet.Hosts[0].CheckAsync(findings);
        Assert.Empty(findings.All);
    }

    // Few contents, so that blobs are shared, die and come back all the time.
    private async Task WorkUntilAsync(int worker, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var message = fleet.NewMessage();
            var host = fleet.Hosts[worker % 2];
            for (var i = 0; i < 3; i++)
            {
                var text = $"text {Interlocked.Increment(ref uploadsBesideChecks) % 7}";
                var attachment = (await host.UploadAsync(message, text)).Value.Attachment;
                Assert.Equal(text, await fleet.ReadAsync(attachment.Id));
            }

            if (worker % 3 == 0)
                await fleet.CascadeAsync(message);
            else
                await host.DeleteAllAsync(message);
        }
    }

    private sealed class Findings : IConsistencyObserver
    {
        public List<ConsistencyFinding> All { get; } = [];

        public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
        {
            All.Add(finding);
            return default;
        }

        public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken) => default;
    }
}
