using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests;

public sealed class PostgreSqlSchemaTests : IAsyncDisposable
{
    private readonly PostgreSqlTestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_that_were_applied_are_verified()
    {
        var schema = Schema();

        await schema.ApplyAsync(Token);

        await schema.VerifyAsync(Token);
    }

    [Fact]
    public async Task ApplyAsync_twice_does_nothing_the_second_time()
    {
        await Schema().ApplyAsync(Token);
        await database.ExecuteAsync($"INSERT INTO {database.Table("seals")} VALUES ('t', 'm', 1, 0)");

        await Schema().ApplyAsync(Token);

        var state = await PostgreSqlTestDatabase.Repositories(database.StartHost()).Attachments
            .ReadMessageAsync(TenantId.Parse("t"), MessageId.Parse("m"), Token);
        Assert.Equal(MessageSeal.Sealed, state.Seal);
    }

    [Fact]
    public async Task ApplyAsync_is_safe_when_hosts_start_at_once()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var fresh = new PostgreSqlTestDatabase();
            var hosts = Enumerable.Range(0, 3).Select(_ => fresh.StartHost().GetRequiredService<IAttachmentSchema>()).ToList();

            await Task.WhenAll(hosts.Select(schema => schema.ApplyAsync(Token).AsTask()));

            await hosts[0].VerifyAsync(Token);
        }
    }

    [Fact]
    public async Task ApplyAsync_waits_for_another_host_for_longer_than_for_a_batch()
    {
        var schema = database.StartHost(options => options.CommandTimeout = TimeSpan.FromSeconds(1)).GetRequiredService<IAttachmentSchema>();
        await using var other = await database.DataSource.OpenConnectionAsync(Token);
        await using var upgrade = await other.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(hashtextextended('attachments schema {database.Schema}', 0))", other))
            await command.ExecuteNonQueryAsync(Token);

        var applying = schema.ApplyAsync(Token).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        Assert.False(applying.IsCompleted);
        await upgrade.CommitAsync(Token);

        await applying;
    }

    [Fact]
    public async Task VerifyAsync_refuses_a_database_that_cannot_hold_every_name()
    {
        var name = $"latin_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        try
        {
            await using var latin = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")!) { Database = name, Pooling = false }.ConnectionString);
            var schema = database.StartHost(dataSource: latin).GetRequiredService<IAttachmentSchema>();
            await schema.ApplyAsync(Token);

            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => schema.VerifyAsync(Token).AsTask());

            Assert.Contains("UTF8", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync($"DROP DATABASE {name}");
        }
    }

    [Fact]
    public async Task Several_servers_are_taken_for_their_primary()
    {
        var connection = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")!);
        connection.Host = $"127.0.0.1:1,{connection.Host}:{connection.Port}";

        // There is none: whoever does not ask for the primary gets no connection.
        connection.TargetSessionAttributes = "standby";
        await using var several = NpgsqlDataSource.Create(connection.ConnectionString);
        var schema = database.StartHost(dataSource: several).GetRequiredService<IAttachmentSchema>();

        await schema.ApplyAsync(Token);

        await schema.VerifyAsync(Token);
    }

    [Fact]
    public async Task ApplyAsync_does_not_wait_for_a_table_that_is_in_use()
    {
        await Schema().ApplyAsync(Token);
        await database.ExecuteAsync($"DELETE FROM {database.Table("schema_version")} WHERE version > 1");
        var schema = database.StartHost(options => options.CommandTimeout = TimeSpan.FromSeconds(1)).GetRequiredService<IAttachmentSchema>();
        await using var other = await database.DataSource.OpenConnectionAsync(Token);
        await using var dump = await other.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand($"LOCK TABLE {database.Table("blobs")} IN ACCESS SHARE MODE", other))
            await command.ExecuteNonQueryAsync(Token);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));

        var fault = await Assert.ThrowsAsync<AttachmentDatabaseException>(() => schema.ApplyAsync(patience.Token).AsTask());

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, Assert.IsType<PostgresException>(fault.InnerException).SqlState);
    }

    // What a standby knows is of a moment ago: a check with repair over it would delete what was uploaded since. The server's word for it is put in another's mouth.
    [Fact]
    public async Task VerifyAsync_refuses_a_standby()
    {
        await Schema().ApplyAsync(Token);
        await database.ExecuteAsync($"CREATE FUNCTION {database.Schema}.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        await using var standby = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")!) { SearchPath = $"{database.Schema},pg_catalog" });
        var schema = database.StartHost(dataSource: standby).GetRequiredService<IAttachmentSchema>();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => schema.VerifyAsync(Token).AsTask());

        Assert.Contains("is a standby", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_says_that_nothing_is_there_and_what_to_call()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());

        Assert.Contains("ApplyAttachmentsSchemaAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_names_a_missing_table_and_a_missing_column()
    {
        await Schema().ApplyAsync(Token);
        await database.ExecuteAsync($"DROP TABLE {database.Table("seals")}");
        await database.ExecuteAsync($"ALTER TABLE {database.Table("attachments")} DROP COLUMN content_encoding");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Schema().VerifyAsync(Token).AsTask());

        Assert.Contains("column attachments.content_encoding; table seals", exception.Message, StringComparison.Ordinal);
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
    public async Task Tables_of_the_host_s_own_are_never_changed() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => Schema(options => options.SchemaOwner = SchemaOwner.Host).ApplyAsync(Token).AsTask());

    [Fact]
    public async Task Another_default_isolation_is_refused()
    {
        await Schema().ApplyAsync(Token);
        await using var strict = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES"))
        {
            Options = "-c default_transaction_isolation=serializable",
        });
        var schema = database.StartHost(dataSource: strict).GetRequiredService<IAttachmentSchema>();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => schema.VerifyAsync(Token).AsTask());

        Assert.Contains("READ COMMITTED", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_does_not_start_without_its_tables_unless_it_may_make_them()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(database.StartHost()));

        await StartAsync(database.StartHost(options => options.ApplySchemaAtStart = true));

        await StartAsync(database.StartHost());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-b")]
    [InlineData("Upper")]
    [InlineData("x; DROP SCHEMA y; --")]
    public void A_schema_name_that_is_no_identifier_is_refused(string name) =>
        Assert.Throws<OptionsValidationException>(() => Schema(options => options.Schema = name));

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task StartAsync(IServiceProvider host)
    {
        foreach (var service in host.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await service.StartingAsync(Token);
    }

    private IAttachmentSchema Schema(Action<PostgreSqlAttachmentsOptions>? configure = null) =>
        database.StartHost(configure).GetRequiredService<IAttachmentSchema>();

    private async Task SetVersionAsync(int ahead)
    {
        await Schema().ApplyAsync(Token);
        await database.ExecuteAsync($"INSERT INTO {database.Table("schema_version")} SELECT max(version) + $1, 0 FROM {database.Table("schema_version")}", ahead);
    }
}
