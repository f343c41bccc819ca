using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests;

public sealed class PostgreSqlFaultTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly MessageId Message = MessageId.Parse("m");

    private readonly PostgreSqlTestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_does_not_listen_is_a_fault()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var nobody = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=postgres");
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost(dataSource: nobody));

        var exception = await Assert.ThrowsAsync<AttachmentDatabaseException>(() => repositories.Attachments.ReadMessageAsync(Tenant, Message, Token).AsTask());

        Assert.False(exception.IsFull);
    }

    [Fact]
    public async Task A_database_without_tables_is_a_fault()
    {
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost());

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => repositories.Attachments.ReadMessageAsync(Tenant, Message, Token).AsTask());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_when_the_time_is_up()
    {
        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);
        var host = database.StartHost(options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        var repositories = PostgreSqlTestDatabase.Repositories(host);
        await using var blocker = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await blocker.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand($"LOCK TABLE {database.Table("seals")}", blocker))
            await command.ExecuteNonQueryAsync(Token);

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => repositories.Seals.MarkDeletedAsync(Tenant, Message, Token).AsTask());

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
        await transaction.RollbackAsync(Token);
        await repositories.Seals.MarkDeletedAsync(Tenant, Message, Token);
    }

    [Fact]
    public async Task Connections_that_were_lost_while_idle_are_replaced_unseen()
    {
        var host = database.StartHost();
        await host.ApplyAttachmentsSchemaAsync(Token);
        var repositories = PostgreSqlTestDatabase.Repositories(host);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => repositories.Seals.MarkDeletedAsync(Tenant, Message, Token).AsTask()));

        await using var killer = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")!);
        await using var command = killer.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = database.Schema });
        await command.ExecuteNonQueryAsync(Token);

        var state = await repositories.Attachments.ReadMessageAsync(Tenant, Message, Token);

        Assert.Equal(MessageSeal.Deleted, state.Seal);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_says_so()
    {
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => repositories.Seals.MarkDeletedAsync(Tenant, Message, new CancellationToken(canceled: true)).AsTask());
    }

    // As after a failover, where the address still leads to the server that was demoted.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_only_reads_is_not_ready(bool isReadOnly)
    {
        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);
        var settings = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")!)
        {
            Options = isReadOnly ? "-c default_transaction_read_only=on" : null,
        };
        await using var source = NpgsqlDataSource.Create(settings);
        var probe = database.StartHost(dataSource: source).GetServices<IReadinessProbe>().Single(probe => probe.Name == "database");

        var checking = probe.CheckAsync(Token).AsTask();

        if (isReadOnly)
            await Assert.ThrowsAsync<AttachmentDatabaseException>(() => checking);
        else
            Assert.Null(await checking);
    }

    [Theory]
    [InlineData("40P01", SqlFault.Conflict)]
    [InlineData("40001", SqlFault.Conflict)]
    [InlineData("23505", SqlFault.Conflict)]
    [InlineData("23503", SqlFault.MissingReference)]
    [InlineData("23001", SqlFault.MissingReference)]
    [InlineData("53100", SqlFault.Full)]
    [InlineData("57P01", SqlFault.ConnectionLost)]
    [InlineData("57P03", SqlFault.Unavailable)]
    [InlineData("25006", SqlFault.Unavailable)]
    [InlineData("08006", SqlFault.ConnectionLost)]
    [InlineData("42P01", SqlFault.Other)]
    public void The_engine_s_errors_have_their_meaning(string code, SqlFault fault) =>
        Assert.Equal(fault, PostgreSqlErrors.Classify(new PostgresException("fault", "ERROR", "ERROR", code)));

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
