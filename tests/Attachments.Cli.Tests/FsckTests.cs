using Microsoft.Data.Sqlite;
using Xunit;

namespace Attachments.Cli;

public sealed class FsckTests : IAsyncLifetime
{
    private MailHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await MailHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Nothing_found_is_exit_code_0()
    {
        await host.UploadAsync("one");
        await host.UploadAsync("two");

        var result = await FsckAsync("--verify");

        Assert.Equal("2 blobs, 6 bytes read, 2 objects, 0 stagings: 0 findings, 0 repaired.", Assert.Single(result.Lines));
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Findings_are_exit_code_1_a_line_each_and_change_nothing()
    {
        var (lost, cut, spoilt) = await PlantAsync();
        var files = MailHost.FilesIn(host.Old);

        var result = await FsckAsync("--verify");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"missing bytes  tenant-1/{lost.Blob}", result.Lines);
        Assert.Contains($"wrong length  tenant-1/{cut.Blob}  2 bytes instead of 3", result.Lines);
        Assert.Contains($"wrong digest  tenant-1/{spoilt.Blob}", result.Lines);
        Assert.Contains("foreign object  at blobs/lost+found", result.Lines);
        Assert.Equal(5, result.Lines.Count);
        Assert.Equal(files, MailHost.FilesIn(host.Old));
    }

    [Fact]
    public async Task Json_is_one_object_per_line()
    {
        var (lost, _, _) = await PlantAsync();

        var result = await FsckAsync("--json");

        var finding = result.Json.Single(line => line.TryGetProperty("finding", out var kind) && kind.GetString() == "MissingBytes");
        Assert.Equal(lost.Blob.Value, finding.GetProperty("blob").GetGuid());
        Assert.Equal("tenant-1", finding.GetProperty("tenant").GetString());
        Assert.Equal(3, result.Json[^1].GetProperty("report").GetProperty("findings").GetInt32());
    }

    [Fact]
    public async Task Repair_deletes_orphans_and_the_next_check_is_clean()
    {
        var attachment = await host.UploadAsync("kept");
        var orphan = Path.Combine(Path.GetDirectoryName(MailHost.FileOf(attachment, host.Old))!, Guid.NewGuid().ToString("D")[..34] + attachment.Blob.ToString()[^2..]);
        await File.WriteAllTextAsync(orphan, "orphan", Token);

        var dry = await FsckAsync();
        Assert.True(File.Exists(orphan));
        var repaired = await FsckAsync("--repair");

        Assert.Equal((1, 1), (dry.ExitCode, repaired.ExitCode));
        Assert.EndsWith("repaired", repaired.Lines[0], StringComparison.Ordinal);
        Assert.False(File.Exists(orphan));
        Assert.Equal(0, (await FsckAsync()).ExitCode);
    }

    [Fact]
    public async Task An_interrupted_check_ends_at_once_and_goes_on_at_its_checkpoint()
    {
        var bytes = new byte[100_000];
        for (var i = 0; i < 96; i++)
        {
            bytes[0] = (byte)i;
            await host.UploadAsync(bytes, $"message-{i / 20}");
        }

        var checkpoint = host.PathOf("fsck.json");
        using (var command = AttachmentsCommand.Start([.. Arguments, "--verify", "--rate", "1MB", "--parallel", "1", "--checkpoint", checkpoint]))
        {
            // The first page of rows is 32 blobs, which take more than three seconds; the others take six.
            await WaitForAsync(() => File.Exists(checkpoint) && File.ReadAllText(checkpoint).Contains("After\\u0022:\\u0022", StringComparison.Ordinal), command);
            command.Interrupt();
            var interrupted = await command.WaitAsync();
            Assert.Equal(2, interrupted.ExitCode);
            Assert.Contains("--checkpoint", interrupted.Error, StringComparison.Ordinal);
        }

        var result = await FsckAsync("--verify", "--checkpoint", checkpoint);

        Assert.Equal("96 blobs, 9600000 bytes read, 96 objects, 0 stagings: 0 findings, 0 repaired.", Assert.Single(result.Lines));
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public async Task A_checkpoint_of_another_run_is_refused()
    {
        await host.UploadAsync("one");
        var checkpoint = host.PathOf("fsck.json");
        await File.WriteAllTextAsync(checkpoint, """{"target":"fsck of something else","checkpoint":"{}"}""", Token);

        var result = await FsckAsync("--checkpoint", checkpoint);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("another run", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not there", "--sqlite", "nowhere.db", "--store", "file:{old}")]
    [InlineData("is no store's folder", "--sqlite", "{db}", "--store", "file:{root}")]
    [InlineData("is no store", "--sqlite", "{db}", "--store", "ftp:somewhere")]
    [InlineData("has no section Attachments:Storage:S3", "--sqlite", "{db}", "--store", "s3")]
    [InlineData("No database is named", "--store", "file:{old}")]
    [InlineData("cannot be used together", "--sqlite", "{db}", "--postgres", "Host=db", "--store", "file:{old}")]
    [InlineData("must not hold a password", "--postgres", "Host=db;Password=secret-one", "--store", "file:{old}")]
    [InlineData("not a connection string", "--postgres", "secret-one", "--store", "file:{old}")]
    [InlineData("could not be reached", "--postgres", "Host=127.0.0.1;Port=1;Database=mail;Username=mail", "--store", "file:{old}")]
    [InlineData("--rate must be", "--sqlite", "{db}", "--store", "file:{old}", "--rate", "fast")]
    [InlineData("--max-deletions must be between 0", "--sqlite", "{db}", "--store", "file:{old}", "--max-deletions", "-1")]
    [InlineData("--staging-grace must be between 00:00:00", "--sqlite", "{db}", "--store", "file:{old}", "--staging-grace", "-1.00:00:00")]
    [InlineData("--staging-grace must be between", "--sqlite", "{db}", "--store", "file:{old}", "--staging-grace", "soon")]
    [InlineData("--parallel must be between 1 and 64", "--sqlite", "{db}", "--store", "file:{old}", "--parallel", "65")]
    [InlineData("--store", "--sqlite", "{db}")]
    [InlineData("is not there", "--config", "nowhere.json", "--store", "file:{old}")]
    [InlineData("cannot be read", "--config", "{root}/.settings.json", "--store", "file:{old}")]
    [InlineData("could not be written", "--sqlite", "{db}", "--store", "file:{old}", "--checkpoint", "{root}/nowhere/fsck.json")]
    public async Task What_cannot_run_is_exit_code_2_and_one_sentence_without_secrets(string sentence, params string[] arguments)
    {
        await host.UploadAsync("one");

        // The provider leaves out files that begin with a dot, and says that they are not there.
        await File.WriteAllTextAsync(host.PathOf(".settings.json"), "{}", Token);
        var real = arguments.Select(argument => argument
            .Replace("{db}", host.Database, StringComparison.Ordinal)
            .Replace("{old}", host.Old, StringComparison.Ordinal)
            .Replace("{root}", host.PathOf(""), StringComparison.Ordinal));

        var result = await AttachmentsCommand.RunAsync(["fsck", .. real]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-one", result.Error + result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    // As migrations of Entity Framework Core leave them.
    [Fact]
    public async Task Tables_that_the_hosts_migrations_own_are_checked_where_it_is_said()
    {
        await host.UploadAsync("one");
        await using (var connection = new SqliteConnection($"Data Source={host.Database}"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE attachments_schema_version SET applied_at = 0";
            await command.ExecuteNonQueryAsync(Token);
        }

        string[] arguments = ["fsck", "--sqlite", host.Database, "--store", $"file:{host.Old}"];
        var unsaid = await AttachmentsCommand.RunAsync(arguments);
        var said = await AttachmentsCommand.RunAsync([.. arguments, "--schema-owner", "Host"]);

        Assert.Equal((2, 0), (unsaid.ExitCode, said.ExitCode));
    }

    [Fact]
    public async Task The_environment_wins_over_the_configuration()
    {
        await host.UploadAsync("one");
        var config = host.PathOf("settings.json");
        await File.WriteAllTextAsync(config, """{"ConnectionStrings":{"Mail":"nonsense"}}""", Token);
        string[] arguments = ["fsck", "--config", config, "--store", $"file:{host.Old}"];

        var fromTheFile = await AttachmentsCommand.RunAsync(arguments);
        using var command = AttachmentsCommand.Start([("ConnectionStrings__Mail", "Host=127.0.0.1;Port=1;Password=secret-one")], arguments);
        var fromTheEnvironment = await command.WaitAsync();

        Assert.Contains("is not a connection string", fromTheFile.Error, StringComparison.Ordinal);
        Assert.Contains("could not be reached", fromTheEnvironment.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-one", fromTheEnvironment.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_of_another_application_is_refused_before_anything_is_compared()
    {
        await host.UploadAsync("one");
        var other = host.PathOf("other.db");
        await File.WriteAllBytesAsync(other, [], Token);

        var result = await AttachmentsCommand.RunAsync("fsck", "--sqlite", other, "--store", $"file:{host.Old}", "--repair");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(1, MailHost.FilesIn(host.Old));
    }

    private string[] Arguments => ["fsck", "--sqlite", host.Database, "--store", $"file:{host.Old}"];

    private Task<CommandResult> FsckAsync(params string[] arguments) => AttachmentsCommand.RunAsync([.. Arguments, .. arguments]);

    private async Task<(Attachment Lost, Attachment Cut, Attachment Spoilt)> PlantAsync()
    {
        await host.UploadAsync("good");
        var (lost, cut, spoilt) = (await host.UploadAsync("lost"), await host.UploadAsync("cut"), await host.UploadAsync("spoilt"));
        File.Delete(MailHost.FileOf(lost, host.Old));
        await File.WriteAllTextAsync(MailHost.FileOf(cut, host.Old), "cu", Token);
        await File.WriteAllTextAsync(MailHost.FileOf(spoilt, host.Old), "SPOILT", Token);
        await File.WriteAllTextAsync(Path.Combine(host.Old, "blobs", "lost+found"), "", Token);
        return (lost, cut, spoilt);
    }

    private static async Task WaitForAsync(Func<bool> condition, AttachmentsCommand command)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            Assert.False(command.HasExited, "The command ended before it was interrupted.");
            await timer.WaitForNextTickAsync(Token);
        }
    }
}
