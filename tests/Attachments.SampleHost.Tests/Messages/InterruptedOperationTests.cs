using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Attachments.SampleHost.Tests.Messages;

/// <summary>What a host that dies between its own table and the library's leaves behind, and how it is repaired. The tests make the leftovers by SQL.</summary>
public sealed class InterruptedOperationTests : IAsyncLifetime
{
    private readonly TempDirectory directory = new();
    private PostgreSqlDatabase? database;
    private SampleHostProcess? host;
    private HttpClient? user;

    private HttpClient User => user!;

    public async ValueTask InitializeAsync()
    {
        if (!PostgreSqlDatabase.IsAvailable)
            return;

        database = await PostgreSqlDatabase.CreateAsync();
        var settings = new SampleHostSettings(directory.Path)
            .With("ConnectionStrings__Mail", database.ConnectionString)
            .With("Attachments__Sweeping__Interval", "00:00:00.200")
            .With("Attachments__Sweeping__GracePeriod", "00:00:01");
        host = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        user = host.ClientFor("tenant-1", "user-1");
    }

    public async ValueTask DisposeAsync()
    {
        user?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();

        directory.Dispose();
    }

    [Fact]
    public async Task Sending_again_repairs_a_message_that_was_sealed_but_not_marked_as_sent()
    {
        Assert.SkipWhen(host is null, PostgreSqlDatabase.WhySkipped);
        var message = await User.CreateDraftAsync();
        (await User.SendMessageAsync(message)).Dispose();
        await ExecuteAsync("UPDATE mail_messages SET folder = 'Drafts', sent_at = NULL");

        using var upload = await User.UploadAsync(message);
        using var send = await User.SendMessageAsync(message);

        await ProblemAssert.IsProblemAsync(upload, HttpStatusCode.BadRequest, "Invalid request", "message_not_draft");
        Assert.Equal(HttpStatusCode.OK, send.StatusCode);
    }

    [Fact]
    public async Task A_sweep_deletes_the_attachments_of_a_message_that_is_gone()
    {
        Assert.SkipWhen(host is null, PostgreSqlDatabase.WhySkipped);
        var message = await User.CreateDraftAsync();
        var attachment = await User.AttachAsync(message);
        Assert.NotEmpty(Blobs());
        await ExecuteAsync("DELETE FROM mail_messages");

        await Eventually.TrueAsync(async () =>
        {
            using var metadata = await User.GetMetadataAsync(attachment);
            return metadata.StatusCode == HttpStatusCode.NotFound && !Blobs().Any();
        });
    }

    private IEnumerable<string> Blobs() =>
        Directory.EnumerateFiles(Path.Combine(directory.Path, "data", "blobs"), "*", SearchOption.AllDirectories).Where(file => Guid.TryParse(Path.GetFileName(file), out _));

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database!.ConnectionString);
        await using var command = source.CreateCommand(sql);

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
