using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Messages;

/// <summary>Hosts that start, die and start again on the same data.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_message_outlives_a_host_that_was_killed()
    {
        await using var first = await SampleHostProcess.StartAsync(new SampleHostSettings(directory.Path), TestContext.Current.CancellationToken);
        using var before = first.ClientFor("tenant-1", "user-1");
        var draft = await before.CreateDraftAsync();
        await first.KillAsync(TestContext.Current.CancellationToken);

        await using var second = await first.StartAnotherAsync(TestContext.Current.CancellationToken);

        using var after = second.ClientFor("tenant-1", "user-1");
        Assert.Equal([draft], await after.ListMessagesAsync());
    }

    [Fact]
    public async Task Hosts_that_start_at_once_on_one_new_sqlite_file_share_it() => await AssertShareAsync(new SampleHostSettings(directory.Path));

    [Fact]
    public async Task Hosts_that_start_at_once_on_one_new_postgresql_database_share_it()
    {
        Assert.SkipUnless(PostgreSqlDatabase.IsAvailable, PostgreSqlDatabase.WhySkipped);
        await using var database = await PostgreSqlDatabase.CreateAsync();

        await AssertShareAsync(new SampleHostSettings(directory.Path).With("ConnectionStrings__Mail", database.ConnectionString));
    }

    [Fact]
    public async Task A_host_stops_when_it_is_asked_to()
    {
        await using var host = await SampleHostProcess.StartAsync(new SampleHostSettings(directory.Path), TestContext.Current.CancellationToken);

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Application is shutting down", host.Output, StringComparison.Ordinal);
    }

    private static async Task AssertShareAsync(SampleHostSettings settings)
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken)));
        try
        {
            using var writer = hosts[0].ClientFor("tenant-1", "user-1");
            using var reader = hosts[2].ClientFor("tenant-1", "user-1");

            var draft = await writer.CreateDraftAsync();

            Assert.Equal([draft], await reader.ListMessagesAsync());
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
    }
}
