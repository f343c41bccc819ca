using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Relational;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Sqlite.Tests;

public sealed class SqliteSchemaTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_that_were_applied_are_verified()
    {
        var schema = Schema();

        await schema.ApplyAsync(Token);

        await schema.VerifyAsync(Token);
    }

    // As of an extension that the host loads into its own connections.
    [Fact]
    public async Task VerifyAsync_passes_over_a_hosts_virtual_table_whose_module_is_not_there()
    {
        await Schema().ApplyAsync(Token);
        foreach (var name in new[] { "places", "attachments_places" })
            database.Execute($"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', '{name}', '{name}', 0, 'CREATE VIRTUAL TABLE {name} USING no_such_module(x)')");

        await Schema().VerifyAsync(Token);
    }

    [Fact]
    public async Task ApplyAsync_makes_the_directory_of_the_file()
    {
        await Schema().ApplyAsync(Token);

        Assert.True(File.Exists(database.File));
    }

    [Fact]
    public async Task ApplyAsync_twice_does_nothing_the_second_time()
    {
        await Schema().ApplyAsync(Token);
        database.Execute("INSERT INTO attachments_seals VALUES ('t', 'm', 1, 0)");

        await Schema().ApplyAsync(Token);

        Assert.Equal(new MessageState(0, MessageSeal.Sealed), await StateAsync());
    }

    [Fact]
    public async Task ApplyAsync_is_safe_when_hosts_start_at_once()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var fresh = new SqliteTestDatabase();
            var hosts = Enumerable.Range(0, 3).Select(_ => fresh.StartHost().GetRequiredService<IAttachmentSchema>()).ToList();

            await Task.WhenAll(hosts.Select(schema => Task.Run(() => schema.ApplyAsync(Token).AsTask(), Token)));

            await hosts[0].VerifyAsync(Token);
        }
    }

    [Fact]
    public async Task VerifyAsync_says_that_nothing_is_there_and_what_to_call()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());

        Assert.Contains("ApplyAttachmentsSchemaAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_names_a_missing_table()
    {
        await Schema().ApplyAsync(Token);
        database.Execute("DROP TABLE attachments_seals");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());

        Assert.Contains("table seals", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_names_a_missing_column()
    {
        await Schema().ApplyAsync(Token);
        database.Execute("ALTER TABLE attachments_attachments DROP COLUMN content_encoding");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());

        Assert.Contains("column attachments.content_encoding", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_version_is_run_on_and_left_alone()
    {
        await SetVersionAsync(ahead: 1);

        await Schema().ApplyAsync(Token);
        await Schema().VerifyAsync(Token);
    }

    [Fact]
    public async Task A_version_further_ahead_is_refused()
    {
        await SetVersionAsync(ahead: 2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().ApplyAsync(Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());
    }

    [Fact]
    public async Task Tables_of_the_host_s_own_are_never_changed()
    {
        var schema = Schema(options => options.SchemaOwner = SchemaOwner.Host);

        await Assert.ThrowsAsync<InvalidOperationException>(() => schema.ApplyAsync(Token).AsTask());
    }

    [Fact]
    public async Task Tables_of_the_host_s_own_need_no_version()
    {
        await Schema().ApplyAsync(Token);
        database.Execute("DROP TABLE attachments_schema_version");

        await Schema(options => options.SchemaOwner = SchemaOwner.Host).VerifyAsync(Token);
    }

    [Fact]
    public async Task Two_prefixes_in_one_file_are_two_databases()
    {
        await Schema().ApplyAsync(Token);

        await Schema(options => options.TablePrefix = "other_").ApplyAsync(Token);

        database.Execute("INSERT INTO other_seals VALUES ('t', 'm', 1, 0)");
        Assert.Equal(new MessageState(0, MessageSeal.None), await StateAsync());
    }

    [Fact]
    public async Task A_host_that_starts_makes_its_tables()
    {
        await StartAsync(database.StartHost());

        await Schema().VerifyAsync(Token);
    }

    [Fact]
    public async Task A_host_that_may_not_make_tables_does_not_start_without_them() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(database.StartHost(options => options.ApplySchemaAtStart = false)));

    [Theory]
    [InlineData("")]
    [InlineData("a-b")]
    [InlineData("1_")]
    [InlineData("x; DROP TABLE y; --")]
    public void A_prefix_that_is_no_identifier_is_refused(string prefix) =>
        Assert.Throws<OptionsValidationException>(() => Schema(options => options.TablePrefix = prefix));

    [Fact]
    public void A_database_in_memory_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Schema(options => options.ConnectionString = "Data Source=:memory:"));

    [Fact]
    public async Task The_database_is_ready_when_it_has_its_tables()
    {
        var host = database.StartHost();
        var probe = Assert.Single(host.GetServices<IReadinessProbe>());
        Assert.Equal("database", probe.Name);
        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => probe.CheckAsync(Token).AsTask());

        await host.ApplyAttachmentsSchemaAsync(Token);

        await probe.CheckAsync(Token);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task StartAsync(IServiceProvider host)
    {
        foreach (var service in host.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await service.StartingAsync(Token);
    }

    private IAttachmentSchema Schema(Action<SqliteAttachmentsOptions>? configure = null) =>
        database.StartHost(configure).GetRequiredService<IAttachmentSchema>();

    private ValueTask<MessageState> StateAsync() => SqliteTestDatabase.Repositories(database.StartHost()).Attachments
        .ReadMessageAsync(Access.TenantId.Parse("t"), Messages.MessageId.Parse("m"), Token);

    private async Task SetVersionAsync(int ahead)
    {
        await Schema().ApplyAsync(Token);
        database.Execute("INSERT INTO attachments_schema_version SELECT max(version) + $ahead, 0 FROM attachments_schema_version", ("$ahead", ahead));
    }
}
