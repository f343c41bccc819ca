using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attachments.SampleHost.Messages;

/// <summary>Where the messages are: a SQLite file or PostgreSQL.</summary>
internal abstract class MailDatabase : IAsyncDisposable
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS mail_messages (
            tenant_id  text NOT NULL,
            id         text NOT NULL,
            owner_id   text NOT NULL,
            account_id text NOT NULL,
            folder     text NOT NULL,
            recipient  text NOT NULL,
            subject    text NOT NULL,
            body       text,
            created_at bigint NOT NULL,
            sent_at    bigint,
            PRIMARY KEY (tenant_id, id)
        );
        CREATE INDEX IF NOT EXISTS mail_messages_by_owner ON mail_messages (tenant_id, owner_id, account_id, created_at, id);
        """;

    public static MailDatabase Sqlite(string file) => new SqliteMailDatabase(new SqliteConnectionStringBuilder { DataSource = file }.ToString());

    public static MailDatabase PostgreSql(string connectionString) => new PostgreSqlMailDatabase(NpgsqlDataSource.Create(connectionString));

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the attachments' rows beside the messages.</summary>
    public abstract void UseFor(IAttachmentsBuilder attachments);

    public async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.Command(LockSchema + Schema);
        command.Transaction = transaction;

        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract string LockSchema { get; }

    private sealed class SqliteMailDatabase(string connectionString) : MailDatabase
    {
        // Every transaction is BEGIN IMMEDIATE: it is the lock.
        protected override string LockSchema => "";

        public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);

            // The engine's own wait comes first: the driver would sleep 150 ms between tries. WAL stays with the file, and is cheap to ask for again.
            await using var pragmas = connection.Command("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            await pragmas.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }

        public override void UseFor(IAttachmentsBuilder attachments) => attachments.UseSqlite(connectionString);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class PostgreSqlMailDatabase(NpgsqlDataSource dataSource) : MailDatabase
    {
        // IF NOT EXISTS alone lets two hosts that start at once collide in the system catalogue. The number is this table's own.
        protected override string LockSchema => "SELECT pg_advisory_xact_lock(7236814502911047);\n";

        public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await dataSource.OpenConnectionAsync(cancellationToken);

        public override void UseFor(IAttachmentsBuilder attachments) => attachments.UsePostgreSql(dataSource);

        public override ValueTask DisposeAsync() => dataSource.DisposeAsync();
    }
}
