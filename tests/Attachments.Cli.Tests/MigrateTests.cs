using Attachments.Storage.Migration;
using Xunit;

namespace Attachments.Cli;

public sealed class MigrateTests : IAsyncLifetime
{
    private MailHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await MailHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Without_copy_it_is_only_counted()
    {
        await host.UploadAsync("one");

        var result = await MigrateAsync();

        Assert.Equal("1 blobs: 1 to copy (3 bytes), 0 there already, 0 gone, 0 failed.", Assert.Single(result.Lines));
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(0, MailHost.FilesIn(host.New));
    }

    [Fact]
    public async Task What_cannot_be_copied_is_exit_code_1_and_the_rest_is_copied()
    {
        await host.UploadAsync("one");
        var lost = await host.UploadAsync("lost");
        File.Delete(MailHost.FileOf(lost, host.Old));

        var result = await MigrateAsync("--copy");

        Assert.Equal([$"missing bytes  tenant-1/{lost.Blob}", "2 blobs: 1 copied (3 bytes), 0 there already, 0 gone, 1 failed."], result.Lines);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Json_is_one_object_per_line()
    {
        await host.UploadAsync("one");
        var lost = await host.UploadAsync("lost");
        File.Delete(MailHost.FileOf(lost, host.Old));

        var result = await MigrateAsync("--copy", "--json");

        Assert.Equal("MissingBytes", result.Json[0].GetProperty("failure").GetString());
        Assert.Equal(1, result.Json[1].GetProperty("report").GetProperty("copied").GetInt32());
    }

    [Fact]
    public async Task One_store_cannot_be_moved_to_itself()
    {
        await host.UploadAsync("one");

        var result = await AttachmentsCommand.RunAsync("migrate", "--sqlite", host.Database, "--from", $"file:{host.Old}", "--to", $"file:{host.Old}", "--copy");

        Assert.Equal(2, result.ExitCode);
    }

    /// <summary>Copiers are killed again and again while a host uploads and deletes; then one comes to its end, the new store is clean, and every attachment is what it was.</summary>
    [Fact]
    public async Task Copiers_that_are_killed_lose_nothing_and_leave_nothing()
    {
        var kept = new Dictionary<Attachment, byte[]>();
        for (var i = 0; i < 150; i++)
            await UploadAsync(kept, i);
        await host.MoveAsync(StoreMigrationStep.Prepare);
        await host.MoveAsync(StoreMigrationStep.Copy);

        var kills = 0;
        for (var round = 0; round < 5; round++)
        {
            using var command = AttachmentsCommand.Start(Arguments("--copy", "--rate", "1MB", "--checkpoint", host.PathOf("migrate.json")));
            var before = MailHost.FilesIn(host.New);
            await UseUntilAsync(kept, 1000 * (round + 1), () => command.HasExited || MailHost.FilesIn(host.New) >= before + 15);
            kills += command.HasExited ? 0 : 1;
            await command.KillAsync();
        }

        Assert.True(kills >= 3, $"Only {kills} copiers were killed.");
        var copied = await MigrateAsync("--copy", "--checkpoint", host.PathOf("migrate.json"));
        Assert.Equal(0, copied.ExitCode);

        var check = await AttachmentsCommand.RunAsync("fsck", "--sqlite", host.Database, "--store", $"file:{host.New}", "--verify", "--staging-grace", "00:00:00");
        Assert.Equal(0, check.ExitCode);
        await host.MoveToNewAsync();
        foreach (var (attachment, bytes) in kept)
        {
            var read = await host.ReadAsync(attachment);
            Assert.True(bytes.AsSpan().SequenceEqual(read), $"{attachment.Id} is not what it was.");
        }
    }

    private async Task UseUntilAsync(Dictionary<Attachment, byte[]> kept, int number, Func<bool> condition)
    {
        while (!condition())
        {
            await UploadAsync(kept, number++);
            var deleted = kept.Keys.ElementAt(number % kept.Count);
            kept.Remove(deleted);
            await host.DeleteAsync(deleted);
        }
    }

    private async Task UploadAsync(Dictionary<Attachment, byte[]> kept, int number)
    {
        var bytes = new byte[20_000 + (number * 7)];
        BitConverter.TryWriteBytes(bytes, number);
        kept[await host.UploadAsync(bytes, $"message-{number}")] = bytes;
    }

    private string[] Arguments(params string[] more) => ["migrate", "--sqlite", host.Database, "--from", $"file:{host.Old}", "--to", $"file:{host.New}", .. more];

    private Task<CommandResult> MigrateAsync(params string[] more) => AttachmentsCommand.RunAsync(Arguments(more));
}
