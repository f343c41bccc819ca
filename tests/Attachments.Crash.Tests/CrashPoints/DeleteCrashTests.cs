using Attachments.Crash.Deployments;
using Attachments.Crash.Load;

namespace Attachments.Crash.CrashPoints;

public abstract class DeleteCrashTests(DatabaseEngine engine)
{
    [Theory]
    [InlineData("before-delete")]
    [InlineData("after-delete")]
    [InlineData("before-bytes-deleted")]
    [InlineData("after-bytes-deleted")]
    [InlineData("before-forget")]
    [InlineData("after-forget")]
    [InlineData("before-answer-ends")]
    [InlineData("after-answer")]
    public async Task Delete_of_the_last_reference_is_done_or_not_when_the_host_dies(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);

        await scenario.DieAtAsync(point, on: 1, host => scenario.Ledger.DeleteAsync(host, CrashScenario.Message, Contents.Digest(CrashScenario.First)));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("before-delete")]
    [InlineData("after-delete")]
    public async Task Delete_of_shared_bytes_leaves_the_other_attachment_whole_when_the_host_dies(string point)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);

        await scenario.DieAtAsync(point, on: 1, host => scenario.Ledger.DeleteAsync(host, CrashScenario.Message, Contents.Digest(CrashScenario.Shared)));

        await scenario.AssertWholeAfterRestartAsync();
    }

    [Theory]
    [InlineData("before-mark-deleted")]
    [InlineData("after-mark-deleted")]
    [InlineData("before-delete")]
    [InlineData("after-delete")]
    [InlineData("before-bytes-deleted", 2)]
    [InlineData("after-bytes-deleted", 1)]
    [InlineData("after-bytes-deleted", 2)]
    [InlineData("before-forget")]
    [InlineData("after-forget")]
    public async Task Delete_of_a_message_can_be_repeated_when_the_host_dies(string point, int on = 1)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        await scenario.DieAtAsync(point, on, host => scenario.Ledger.DeleteMessageAsync(host, CrashScenario.Message));
        await scenario.RestartAsync();

        var answer = await scenario.Ledger.DeleteMessageAsync(scenario.Host.Client, CrashScenario.Message);

        Assert.Equal(200, answer.Status);
        await scenario.KillAsync();
        await scenario.AssertWholeAfterRestartAsync();
    }
}
