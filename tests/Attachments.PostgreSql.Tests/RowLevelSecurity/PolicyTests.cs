using Attachments.Access;
using Attachments.Messages;
using Attachments.Relational.Schema;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// The tables themselves, asked by another program with the requests' role.
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Id = "11111111-1111-7111-8111-111111111111";

    // The row of the owner, that each table has, and which nobody else may see or add to.
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["blobs"] = $"(id, tenant_id, digest, length) VALUES ('{Id}', 'owner', 'digest', 1)",
        ["attachments"] = $"(id, tenant_id, message_id, owner_id, uploaded_by, blob_id, filename, mime_type, content_encoding, uploaded_at) VALUES ('{Id}', 'owner', 'm', 'u', 'u', '{Id}', 'f', 't', 0, 0)",
        ["strays"] = $"(blob_id, tenant_id, state, due_at) VALUES ('{Id}', 'owner', 0, 0)",
        ["seals"] = "(tenant_id, message_id, state, sealed_at) VALUES ('owner', 'm', 1, 0)",
    };

    private WalledTestDatabase database = null!;

    public static TheoryData<string> Tables => [.. SchemaTables.All.Select(table => table.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await WalledTestDatabase.CreateAsync();
        await database.StartAsync();
        foreach (var (table, row) in Rows)
            await database.Server.ExecuteAsync($"INSERT INTO {database.Server.Table(table)} {row}");
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task The_tenant_itself_sees_its_row(string table) => Assert.Equal(1L, await AskAsync("owner", $"SELECT count(*) FROM {database.Server.Table(table)}"));

    [Theory, MemberData(nameof(Tables))]
    public async Task Without_a_tenant_nothing_is_seen(string table) => Assert.Equal(0L, await AskAsync(null, $"SELECT count(*) FROM {database.Server.Table(table)}"));

    [Theory, MemberData(nameof(Tables))]
    public async Task With_an_empty_tenant_nothing_is_seen(string table) => Assert.Equal(0L, await AskAsync("", $"SELECT count(*) FROM {database.Server.Table(table)}"));

    [Theory, MemberData(nameof(Tables))]
    public async Task Another_tenant_sees_nothing(string table) => Assert.Equal(0L, await AskAsync("other", $"SELECT count(*) FROM {database.Server.Table(table)}"));

    [Theory, MemberData(nameof(Tables))]
    public async Task Another_tenant_changes_and_deletes_nothing(string table)
    {
        Assert.Equal(0L, await AskAsync("other", $"WITH changed AS (UPDATE {database.Server.Table(table)} SET tenant_id = 'other' RETURNING 1) SELECT count(*) FROM changed"));
        Assert.Equal(0L, await AskAsync("other", $"WITH changed AS (DELETE FROM {database.Server.Table(table)} RETURNING 1) SELECT count(*) FROM changed"));
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task Another_tenant_adds_nothing_to_the_owner_s(string table)
    {
        // Gone, so that it is not the key that refuses.
        await database.Server.ExecuteAsync($"TRUNCATE {database.Server.Table(table)} CASCADE");

        var exception = await Assert.ThrowsAsync<PostgresException>(() => AskAsync("other", $"INSERT INTO {database.Server.Table(table)} {Rows[table]}"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task A_tenant_cannot_give_its_row_away(string table)
    {
        var exception = await Assert.ThrowsAsync<PostgresException>(() => AskAsync("owner", $"UPDATE {database.Server.Table(table)} SET tenant_id = 'other'"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task The_tables_owner_is_subject_too()
    {
        await database.Server.ExecuteAsync($"ALTER TABLE {database.Server.Table("blobs")} OWNER TO {database.RequestRole}");

        Assert.Equal(0L, await AskAsync("other", $"SELECT count(*) FROM {database.Server.Table("blobs")}"));
    }

    // The key of the one is not the other's, whatever it is: never met, because keys are random.
    [Fact]
    public async Task A_key_that_another_tenant_has_is_a_fault()
    {
        var repositories = PostgreSqlTestDatabase.Repositories(database.StartHost());
        var attachment = TenantRows.New(TenantId.Parse("other"), MessageId.Parse("m"), "text");

        await Assert.ThrowsAsync<Persistence.AttachmentDatabaseException>(
            () => TenantRows.AttachAsync(repositories, attachment with { OwnBlob = attachment.OwnBlob with { Blob = new(Guid.Parse(Id)) } }, Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    // In a transaction that is rolled back, over a connection of its own, so that nothing was ever set on it.
    private async Task<object?> AskAsync(string? tenant, string sql)
    {
        await using var dataSource = database.Connect(database.RequestRole, builder => builder.Pooling = false);
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        if (tenant is not null)
        {
            await using var set = new NpgsqlCommand("SELECT set_config('attachments.tenant', $1, true)", connection) { Parameters = { new NpgsqlParameter { Value = tenant } } };
            await set.ExecuteNonQueryAsync(Token);
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
