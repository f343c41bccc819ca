using System.Net;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.CrashPoints;

public abstract class UploadCrashTests(DatabaseEngine engine)
{
    // Nine blocks of 128 KiB.
    private static readonly byte[] Large = Contents.Make(100, (1024 * 1024) + 1);

    [Theory]
    [InlineData("before-staging")]
    [InlineData("after-staging")]
    [InlineData("before-write")]
    [InlineData("after-write")]
    [InlineData("after-write", 5)]
    [InlineData("after-write", 9)]
    [InlineData("before-reserve")]
    [InlineData("after-reserve")]
    [InlineData("before-publish")]
    [InlineData("after-publish")]
    [InlineData("before-attach")]
    [InlineData("after-attach")]
    [InlineData("before-release")]
    [InlineData("after-release")]
    [InlineData("before-answer-ends")]
    [InlineData("after-answer")]
    public async Task Upload_of_new_bytes_is_whole_or_absent_when_the_host_dies(string point, int on = 1)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);

        await scenario.DieAtAsync(point, on, host => scenario.Ledger.UploadAsync(host, CrashScenario.Message, Large));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("after-write", 9)]
    [InlineData("after-reserve")]
    [InlineData("after-publish")]
    [InlineData("after-attach")]
    public async Task Upload_can_be_repeated_at_once_after_the_host_died(string point, int on = 1)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        await scenario.DieAtAsync(point, on, host => scenario.Ledger.UploadAsync(host, CrashScenario.Message, Large));
        await scenario.RestartAsync();

        await scenario.UploadAsync(CrashScenario.Message, Large);

        await scenario.KillAsync();
        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("before-reserve")]
    [InlineData("after-reserve")]
    [InlineData("before-release")]
    [InlineData("after-release")]
    public async Task Upload_of_bytes_that_the_tenant_has_is_whole_or_absent_when_the_host_dies(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);

        await scenario.DieAtAsync(point, on: 1, host => scenario.Ledger.UploadAsync(host, "another", CrashScenario.Shared));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("after-reserve")]
    [InlineData("before-release")]
    public async Task Upload_of_bytes_that_the_message_has_changes_nothing_when_the_host_dies(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);

        await scenario.DieAtAsync(point, on: 1, host => scenario.Ledger.UploadAsync(host, CrashScenario.Message, CrashScenario.Shared));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("before-release")]
    [InlineData("after-release")]
    public async Task Upload_that_is_refused_while_it_streams_leaves_nothing_when_the_host_dies(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        var tooLarge = Contents.Make(101, (int)new HostSettings().MaxAttachmentSize + 1);

        await scenario.DieAtAsync(point, on: 1, host => host.UploadAsync(CrashScenario.Message, tooLarge));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Fact]
    public async Task Upload_that_its_client_gave_up_leaves_nothing_when_the_host_dies()
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        await scenario.Host.Client.StallAtAsync("after-staging", TimeSpan.FromMilliseconds(1));

        await scenario.DieAtAsync("before-release", on: 1, async host =>
        {
            using var patience = new CancellationTokenSource();
            var upload = host.UploadAsync(CrashScenario.Message, new UnendingContent(), patience.Token);
            await host.ReachedAsync("after-staging");
            await patience.CancelAsync();
            Assert.True((await upload).IsLost);
        });

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("before-renew")]
    [InlineData("after-renew")]
    public async Task Upload_whose_publishing_takes_long_is_whole_or_absent_when_the_host_dies_renewing_it(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        await scenario.Host.Client.StallAtAsync("after-publish", HostSettings.ShortestGrace * 300);

        await scenario.DieAtAsync(point, on: 2, host => scenario.Ledger.UploadAsync(host, CrashScenario.Message, Large));

        await scenario.AssertWholeAfterRestartAsync();
    }

    // Says that much is to come, sends a little of it and falls silent.
    private sealed class UnendingContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(Large.AsMemory(0, 200_000), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Large.Length;
            return true;
        }
    }
}
