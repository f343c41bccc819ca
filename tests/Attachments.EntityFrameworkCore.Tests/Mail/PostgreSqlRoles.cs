using Attachments.PostgreSql.RowLevelSecurity;
using Npgsql;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

// Two roles of their own over the tables of a host, which belong to maintenance then.
internal sealed class PostgreSqlRoles(PostgreSqlMailDatabase database) : IAsyncDisposable
{
    private readonly string name = $"ef_{Guid.NewGuid():N}";

    public NpgsqlDataSource Requests { get; private set; } = null!;

    public NpgsqlDataSource Maintenance { get; private set; } = null!;

    public async Task CreateAsync()
    {
        await ExecuteAsync($"""
            CREATE ROLE {name}_requests LOGIN;
            CREATE ROLE {name}_maintenance LOGIN;
            GRANT USAGE ON SCHEMA attachments TO {name}_requests, {name}_maintenance;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA attachments TO {name}_requests;
            GRANT SELECT, INSERT, UPDATE, DELETE ON messages TO {name}_requests;
            ALTER TABLE messages OWNER TO {name}_maintenance;
            ALTER TABLE attachments.attachments OWNER TO {name}_maintenance;
            ALTER TABLE attachments.blobs OWNER TO {name}_maintenance;
            ALTER TABLE attachments.strays OWNER TO {name}_maintenance;
            ALTER TABLE attachments.seals OWNER TO {name}_maintenance;
            ALTER TABLE attachments.schema_version OWNER TO {name}_maintenance;
            """);
        await ExecuteAsync(RowLevelSecurityScript.Create("attachments", $"{name}_maintenance"));
        Requests = Connect($"{name}_requests");
        Maintenance = Connect($"{name}_maintenance");
    }

    public async ValueTask DisposeAsync()
    {
        if (Requests is null)
            return;

        await Requests.DisposeAsync();
        await Maintenance.DisposeAsync();
        await ExecuteAsync($"DROP OWNED BY {name}_requests, {name}_maintenance CASCADE; DROP ROLE {name}_requests, {name}_maintenance;");
    }

    private NpgsqlDataSource Connect(string role) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.DataSource.ConnectionString) { Username = role, MaxPoolSize = 4 });

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
