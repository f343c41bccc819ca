using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational;
using Attachments.Relational.Sql;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// Connections that serve one tenant after the other, and are not reset in between.
public sealed class PooledConnectionTests : IAsyncLifetime
{
    private static readonly TenantId A = TenantId.Parse("a");
    private static readonly TenantId B = TenantId.Parse("b");
    private static readonly MessageId Message = MessageId.Parse("m");

    private WalledTestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await WalledTestDatabase.CreateAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_tenant_ends_with_its_batch(bool prepare)
    {
        await database.StartAsync();
        var pool = Pool(1);
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost(options => options.PrepareStatements = prepare, pool));
        await TenantRows.AttachAsync(repositories, TenantRows.New(A, Message, "a"), Token);
        var backend = await AskAsync(pool, "SELECT pg_backend_pid()");

        for (var round = 0; round < 3; round++)
        {
            Assert.Single((await repositories.Attachments.ListAsync(A, Message, 0, 10, Token)).Items);

            Assert.Equal(0L, await AskAsync(pool, $"SELECT count(*) FROM {database.Server.Table("attachments")}"));
            Assert.Equal("", await AskAsync(pool, "SELECT current_setting('attachments.tenant')"));
            Assert.Equal("auto", await AskAsync(pool, "SHOW plan_cache_mode"));
            Assert.Equal(backend, await AskAsync(pool, "SELECT pg_backend_pid()"));
        }
    }

    [Fact]
    public async Task Prepared_statements_are_not_planned_anew()
    {
        await database.StartAsync();
        var pool = Pool(1);
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost(requests: pool));
        await TenantRows.AttachAsync(repositories, TenantRows.New(A, Message, "a"), Token);

        for (var round = 0; round < 10; round++)
            await repositories.Attachments.ListAsync(A, Message, 0, 10, Token);

        Assert.Equal("0 custom, 10 or more generic", await AskAsync(
            pool,
            "SELECT sum(custom_plans) || ' custom, ' || CASE WHEN sum(generic_plans) >= 10 THEN '10 or more' ELSE sum(generic_plans)::text END || ' generic' FROM pg_prepared_statements WHERE statement LIKE '%uploaded_at%'"));
    }

    [Fact]
    public async Task The_tenant_ends_with_a_batch_that_failed()
    {
        await database.StartAsync();
        var pool = Pool(1);
        var host = database.StartHost(requests: pool);
        await TenantRows.AttachAsync(PostgreSqlTestDatabase.Repositories(host), TenantRows.New(A, Message, "a"), Token);
        var backend = await AskAsync(pool, "SELECT pg_backend_pid()");
        var batch = SqlBatch.Read(A);
        batch.Add(new SqlStatement("SELECT 1 / 0"), new SqlArguments());

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => host.GetRequiredService<RelationalDatabase>().RunAsync(batch, Token).AsTask());

        Assert.Equal(0L, await AskAsync(pool, $"SELECT count(*) FROM {database.Server.Table("attachments")}"));
        Assert.Equal(backend, await AskAsync(pool, "SELECT pg_backend_pid()"));
    }

    [Fact]
    public async Task A_batch_stays_one_round_trip()
    {
        await database.StartAsync();
        var server = new NpgsqlConnectionStringBuilder(database.Requests.ConnectionString);
        await using var proxy = new CuttingProxy(server.Host!, server.Port);
        await using var pool = Pool(1, builder => (builder.Host, builder.Port) = ("127.0.0.1", proxy.Port));
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost(requests: pool));

        // Opens the connection and prepares the statements.
        await repositories.Attachments.ListAsync(A, Message, 0, 10, Token);
        var before = proxy.Answers;

        await repositories.Attachments.ListAsync(A, Message, 0, 10, Token);

        Assert.Equal(1, proxy.Answers - before);
    }

    // The tenants' filter is cut out of the statements, so that only the wall is between them.
    [Fact]
    public async Task Two_tenants_at_once_over_two_connections_never_see_each_other()
    {
        await database.StartAsync();
        var host = database.StartHost(requests: Pool(2));
        var repositories = PostgreSqlTestDatabase.Repositories(host);
        var unfiltered = UnfilteredDatabase.Repositories(host);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => HammerAsync(worker % 2 == 0 ? A : B, worker)))).WaitAsync(TimeSpan.FromMinutes(2), Token);

        async Task HammerAsync(TenantId tenant, int worker)
        {
            for (var round = 0; round < 100; round++)
            {
                if (round % 10 == 0)
                    await TenantRows.AttachAsync(repositories, TenantRows.New(tenant, Message, $"{tenant}-{worker}-{round}"), Token);

                var seen = (await unfiltered.Attachments.ListAsync(tenant, Message, 0, 1000, Token)).Items;

                Assert.NotEmpty(seen);
                Assert.All(seen, attachment => Assert.StartsWith($"{tenant}-", attachment.FileName, StringComparison.Ordinal));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource pool, string sql)
    {
        await using var command = pool.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }

    // The reset would hide what a batch leaves behind.
    private NpgsqlDataSource Pool(int size, Action<NpgsqlConnectionStringBuilder>? configure = null) => database.Connect(database.RequestRole, builder =>
    {
        builder.MaxPoolSize = size;
        builder.NoResetOnClose = true;
        configure?.Invoke(builder);
    });
}
