using Attachments.Access;
using Attachments.Messages;
using Attachments.Relational.Schema;
using Attachments.Persistence;
using Attachments.PostgreSql.RowLevelSecurity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// A host starts behind a wall that holds, or says in one sentence why it does not.
public sealed class StartCheckTests : IAsyncLifetime
{
    private WalledTestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await WalledTestDatabase.CreateAsync();
        await database.StartAsync();
    }

    [Fact]
    public async Task A_wall_that_was_applied_holds() => await VerifyAsync(database.StartHost());

    [Theory]
    [InlineData("SUPERUSER")]
    [InlineData("BYPASSRLS")]
    public async Task Requests_that_policies_do_not_bind_are_refused(string attribute)
    {
        var role = $"{database.Server.Schema}_free";
        await database.CreateRoleAsync(role, attribute);

        await AssertRefusedAsync($"{role}: it is a superuser or has BYPASSRLS", database.StartHost(requests: database.Connect(role)));
    }

    [Fact]
    public async Task Requests_that_are_maintenance_are_refused() =>
        await AssertRefusedAsync("Another policy than attachments_tenant", database.StartHost(requests: database.Maintenance));

    [Fact]
    public async Task Requests_that_are_a_member_of_maintenance_are_refused()
    {
        await database.Server.ExecuteAsync($"GRANT {database.MaintenanceRole} TO {database.RequestRole}");

        await AssertRefusedAsync("Another policy than attachments_tenant", database.StartHost());
    }

    [Theory]
    [InlineData("ALTER TABLE {0} NO FORCE ROW LEVEL SECURITY", "seals lacks FORCE ROW LEVEL SECURITY")]
    [InlineData("ALTER TABLE {0} DISABLE ROW LEVEL SECURITY", "seals lacks FORCE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY attachments_tenant ON {0}", "seals lacks the policy attachments_tenant")]
    [InlineData("ALTER POLICY attachments_tenant ON {0} USING (true)", "seals lacks the policy attachments_tenant")]
    [InlineData("ALTER POLICY attachments_tenant ON {0} WITH CHECK (true)", "seals lacks the policy attachments_tenant")]
    [InlineData("CREATE POLICY reports ON {0} FOR SELECT USING (state = 1)", "Another policy than attachments_tenant")]
    [InlineData("DROP POLICY attachments_maintenance ON {0}", "see all rows of the attachments' table seals")]
    [InlineData("ALTER POLICY attachments_maintenance ON {0} USING (state = 2)", "see all rows of the attachments' table seals")]
    [InlineData("CREATE POLICY reports ON {0} AS RESTRICTIVE USING (state = 2)", "hides rows of the attachments' table seals from the role")]
    public async Task A_table_that_was_changed_is_refused_and_repaired(string change, string sentence)
    {
        await database.Server.ExecuteAsync(string.Format(null, change, database.Server.Table("seals")));
        await AssertRefusedAsync(sentence, database.StartHost());

        await database.Server.ExecuteAsync($"DROP POLICY IF EXISTS reports ON {database.Server.Table("seals")}");
        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);

        await VerifyAsync(database.StartHost());
    }

    // The same tables by name, in another database of the server.
    [Fact]
    public async Task Maintenance_in_another_database_is_refused()
    {
        await using var elsewhere = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")) { Database = "postgres" });
        var maintenance = database.Connect(database.MaintenanceRole, builder => builder.Database = "postgres");
        await ExecuteAsync(elsewhere, $"CREATE SCHEMA {database.Server.Schema} AUTHORIZATION {database.MaintenanceRole}");
        try
        {
            await database.StartHost(maintenance: maintenance).ApplyAttachmentsSchemaAsync(Token);

            await AssertRefusedAsync("do not lead to the same tables", database.StartHost(maintenance: maintenance));
        }
        finally
        {
            await ExecuteAsync(elsewhere, $"DROP SCHEMA {database.Server.Schema} CASCADE");
        }
    }

    // A check with repair over that role would take every object for unnamed.
    [Fact]
    public async Task A_host_without_the_wall_is_refused_where_a_restrictive_policy_hides_rows_from_it()
    {
        await database.Server.ExecuteAsync($"CREATE POLICY reports ON {database.Server.Table("blobs")} AS RESTRICTIVE USING (length > 10)");

        await AssertRefusedAsync("hides rows of the attachments' table blobs", database.Server.StartHost(dataSource: database.Maintenance));
    }

    [Fact]
    public async Task A_restrictive_policy_for_the_requests_alone_is_the_hosts_own_business()
    {
        await database.Server.ExecuteAsync($"CREATE POLICY reports ON {database.Server.Table("blobs")} AS RESTRICTIVE TO {database.RequestRole} USING (length > 10)");

        await VerifyAsync(database.StartHost());
    }

    [Fact]
    public async Task A_host_that_was_not_told_of_the_wall_does_not_start() =>
        await AssertRefusedAsync("Set RowLevelSecurity in the options of UsePostgreSql", database.Server.StartHost(dataSource: database.Requests));

    // Policies bind everybody but the tables' owner then. Such a host would find every message empty, and a check with repair every object unnamed.
    [Fact]
    public async Task A_host_that_was_not_told_of_policies_that_spare_only_the_owner_does_not_start()
    {
        foreach (var table in SchemaTables.All)
            await database.Server.ExecuteAsync($"ALTER TABLE {database.Server.Table(table.Name)} NO FORCE ROW LEVEL SECURITY");

        await AssertRefusedAsync("Set RowLevelSecurity in the options of UsePostgreSql", database.Server.StartHost(dataSource: database.Requests));
    }

    // So hosts of before go on over their role, which becomes maintenance, while hosts with the wall come.
    [Fact]
    public async Task A_host_without_the_wall_works_on_as_maintenance()
    {
        var host = database.Server.StartHost(dataSource: database.Maintenance);

        await VerifyAsync(host);

        await TenantRows.AttachAsync(PostgreSqlTestDatabase.Repositories(host), TenantRows.New(TenantId.Parse("t"), MessageId.Parse("m"), "text"), Token);
    }

    [Fact]
    public async Task Applying_it_twice_leaves_the_tables_alone()
    {
        var before = await PoliciesAsync();

        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);

        Assert.Equal(before, await PoliciesAsync());
    }

    [Fact]
    public async Task Hosts_that_start_at_once_apply_it_once()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var fresh = await WalledTestDatabase.CreateAsync();

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fresh.StartHost().ApplyAttachmentsSchemaAsync(Token).AsTask()));

            await VerifyAsync(fresh.StartHost());
        }
    }

    [Fact]
    public async Task Tables_of_before_get_it_when_it_is_applied()
    {
        await using var fresh = await WalledTestDatabase.CreateAsync();
        await fresh.Server.StartHost(dataSource: fresh.Maintenance).ApplyAttachmentsSchemaAsync(Token);
        await AssertRefusedAsync("lacks FORCE ROW LEVEL SECURITY", fresh.StartHost());

        await fresh.StartHost().ApplyAttachmentsSchemaAsync(Token);

        await VerifyAsync(fresh.StartHost());
    }

    // Hosts of before are at work meanwhile, as the role that is maintenance now.
    [Fact]
    public async Task It_can_be_applied_under_traffic()
    {
        await using var fresh = await WalledTestDatabase.CreateAsync();
        var before = fresh.Server.StartHost(dataSource: fresh.Maintenance);
        await before.ApplyAttachmentsSchemaAsync(Token);
        var repositories = PostgreSqlTestDatabase.Repositories(before);
        using var applied = new CancellationTokenSource();
        var traffic = Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 20 || !applied.IsCancellationRequested; round++)
                await TenantRows.AttachAsync(repositories, TenantRows.New(TenantId.Parse("t"), MessageId.Parse($"m-{worker}-{round}"), $"{round}"), Token);
        })).ToList();

        await ApplyAsync(fresh.StartHost());
        await applied.CancelAsync();

        await Task.WhenAll(traffic);
        await VerifyAsync(fresh.StartHost());
    }

    [Fact]
    public async Task The_script_does_the_same_by_hand_any_number_of_times()
    {
        await using var fresh = await WalledTestDatabase.CreateAsync();
        await fresh.Server.StartHost(dataSource: fresh.Maintenance).ApplyAttachmentsSchemaAsync(Token);

        for (var round = 0; round < 2; round++)
            await fresh.Server.ExecuteAsync(RowLevelSecurityScript.Create(fresh.Server.Schema, fresh.MaintenanceRole));

        await VerifyAsync(fresh.StartHost());
    }

    [Theory]
    [InlineData("a-b", "role")]
    [InlineData("x; DROP SCHEMA y", "role")]
    [InlineData("attachments", "")]
    public void The_script_takes_only_names(string schema, string role) => Assert.ThrowsAny<ArgumentException>(() => RowLevelSecurityScript.Create(schema, role));

    [Fact]
    public void The_script_quotes_the_role() =>
        Assert.Contains("TO \"Mail \"\"x\"\" maintenance\" USING", RowLevelSecurityScript.Create("attachments", "Mail \"x\" maintenance"), StringComparison.Ordinal);

    [Fact]
    public void A_wall_without_maintenance_is_refused()
    {
        var host = database.StartHost(options => options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions());

        Assert.Throws<OptionsValidationException>(() => host.GetRequiredService<IAttachmentSchema>());
    }

    [Fact]
    public async Task Maintenance_by_a_connection_string_will_do()
    {
        var maintenance = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")) { Username = database.MaintenanceRole, MaxPoolSize = 2 };

        await VerifyAsync(database.StartHost(
            options => options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions { MaintenanceConnectionString = maintenance.ConnectionString }));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    private static async Task VerifyAsync(IServiceProvider host) => await host.GetRequiredService<IAttachmentSchema>().VerifyAsync(Token);

    private static async Task AssertRefusedAsync(string sentence, IServiceProvider host)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => VerifyAsync(host));
        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    // As the documentation says: again where it gave up as too busy.
    private static async Task ApplyAsync(IServiceProvider host)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await host.ApplyAttachmentsSchemaAsync(Token);
                return;
            }
            catch (AttachmentDatabaseException) when (attempt < 10)
            {
                // Chosen as the victim of a deadlock.
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> PoliciesAsync()
    {
        await using var command = database.Server.DataSource.CreateCommand(
            "SELECT string_agg(p.oid::text, ',' ORDER BY p.oid) FROM pg_policy p JOIN pg_class t ON t.oid = p.polrelid WHERE t.relnamespace = $1::regnamespace");
        command.Parameters.AddWithValue(database.Server.Schema);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
