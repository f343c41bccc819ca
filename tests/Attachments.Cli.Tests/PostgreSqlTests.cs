using Attachments.PostgreSql.RowLevelSecurity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.Cli;

/// <summary>A PostgreSQL database behind row-level security, and the command as each of its two roles.</summary>
public sealed class PostgreSqlTests : IAsyncLifetime
{
    private readonly string schema = $"cli_{Guid.NewGuid():N}";
    private NpgsqlConnectionStringBuilder server = null!;
    private MailHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Requests => $"{schema}_requests";

    private string Maintenance => $"{schema}_maintenance";

    public async ValueTask InitializeAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(connectionString), "ATTACHMENTS_TEST_POSTGRES is not set");
        server = new NpgsqlConnectionStringBuilder(connectionString);
        await ExecuteAsync($"""
            CREATE ROLE {Requests} LOGIN;
            CREATE ROLE {Maintenance} LOGIN;
            CREATE SCHEMA {schema} AUTHORIZATION {Maintenance};
            GRANT USAGE ON SCHEMA {schema} TO {Requests};
            ALTER DEFAULT PRIVILEGES FOR ROLE {Maintenance} IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {Requests};
            """);
        host = await MailHost.StartAsync(builder => builder.UsePostgreSql(As(Requests), options =>
        {
            options.Schema = schema;
            options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions { MaintenanceConnectionString = As(Maintenance) };
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;

        await host.DisposeAsync();
        await ExecuteAsync($"DROP SCHEMA {schema} CASCADE; DROP OWNED BY {Requests}, {Maintenance}; DROP ROLE {Requests}, {Maintenance};");
    }

    [Fact]
    public async Task The_maintenance_role_sees_all_rows()
    {
        await host.UploadAsync("one");

        var result = await FsckAsync(Maintenance);

        Assert.Equal("1 blobs, 0 bytes read, 1 objects, 0 stagings: 0 findings, 0 repaired.", Assert.Single(result.Lines));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_role_that_does_not_see_all_rows_is_refused_before_a_repair_can_take_every_blob_for_an_orphan()
    {
        await host.UploadAsync("one");

        var result = await FsckAsync(Requests, "--repair");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("row-level security", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, MailHost.FilesIn(host.Old));
    }

    private async Task<CommandResult> FsckAsync(string role, params string[] more)
    {
        // The password, where there is one, comes as an operator would give it.
        var connection = new NpgsqlConnectionStringBuilder(As(role)) { Password = null };
        using var command = AttachmentsCommand.Start(
            [("PGPASSWORD", server.Password ?? "")],
            ["fsck", "--postgres", connection.ConnectionString, "--schema", schema, "--store", $"file:{host.Old}", .. more]);
        return await command.WaitAsync();
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = role, MaxPoolSize = 5 }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
