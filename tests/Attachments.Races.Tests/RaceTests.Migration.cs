using System.Collections.Concurrent;
using Attachments.Messages;
using Attachments.Storage.Migration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Races.Tests;

public abstract partial class RaceTests
{
    private const int Senders = 4;

    private readonly ConcurrentDictionary<MessageId, string[]> moving = new();

    [Fact]
    public async Task A_move_to_another_store_beside_uploads_and_deletes_loses_and_leaves_nothing()
    {
        for (var i = 0; i < Rounds; i++)
            await UploadToMoveAsync(fleet.Hosts[i % 2], $"old {i}");

        // Not every host takes a step at the same moment: what a host that is ahead has written, one behind can read.
        await fleet.RedeployAsync(Moving(StoreMigrationStep.Prepare));
        await UploadToMoveAsync(fleet.Hosts[0], "prepared");
        await fleet.RedeployAsync(Moving(StoreMigrationStep.Copy));

        var failures = new CopyFailures();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendUntilAsync(sender, enough.Token))).ToList();
        var copies = await Task.WhenAll(fleet.Hosts.Select(host => Task.Run(() => host.CopyBlobsAsync(failures))));
        await enough.CancelAsync();
        await Task.WhenAll(sending);

        var findings = new Findings();
        await fleet.Hosts[0].VerifyCopiesAsync(findings);
        Assert.Empty(findings.All);
        Assert.Empty(failures.All);
        Assert.True(copies.Sum(copy => copy.Counts.Copied) > Rounds / 2, "Nothing was copied.");

        await fleet.RedeployAsync(builder => fleet.UseFolder(builder, "new-root"));
        foreach (var (message, texts) in moving)
        {
            var attachments = await fleet.ListAsync(message);
            Assert.Equal(texts, await Task.WhenAll(attachments.Select(attachment => fleet.ReadAsync(attachment.Id))));
        }
    }

    private Action<IAttachmentsBuilder> Moving(StoreMigrationStep step) => builder =>
        builder.UseStoreMigration(step, from => fleet.UseFolder(from, "blobs-root"), to => fleet.UseFolder(to, "new-root"));

    private async Task UploadToMoveAsync(FleetHost host, string text)
    {
        var message = fleet.NewMessage();
        string[] texts = [$"{text} one", $"{text} two", "one that many share"];
        foreach (var part in texts)
            Assert.Null((await host.UploadAsync(message, part)).Rejection);

        moving[message] = texts;
    }

    // Deletes old and young messages while they are copied, and sends new ones.
    private async Task SendUntilAsync(int sender, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var host = fleet.Hosts[i % 2];
            await UploadToMoveAsync(host, $"young {sender} {i}");
            if (moving.Keys.Skip(i % 50).FirstOrDefault() is var message && moving.TryRemove(message, out _))
                await host.DeleteAllAsync(message);
        }
    }

    private sealed class CopyFailures : IStoreCopyObserver
    {
        public ConcurrentBag<StoreCopyFailure> All { get; } = [];

        public ValueTask FailedAsync(StoreCopyFailure failure, CancellationToken cancellationToken)
        {
            All.Add(failure);
            return default;
        }

        public ValueTask ProgressedAsync(StoreCopyProgress progress, CancellationToken cancellationToken) => default;
    }
}
