using Attachments.Persistence;
using Npgsql;

namespace Attachments.PostgreSql;

// The connections of one role: over the host's data source, or over one of the library's own, which is disposed with it.
internal sealed class PostgreSqlConnections : IAsyncDisposable
{
    private readonly NpgsqlDataSource? owned;
    private readonly NpgsqlDataSource dataSource;

    public PostgreSqlConnections(NpgsqlDataSource? given, string? connectionString)
    {
        var any = given ?? (owned = Build(connectionString));

        // Of several servers any would do, a standby too, as soon as the primary has no connection left: its rows are of a moment ago.
        dataSource = any is NpgsqlMultiHostDataSource several ? several.WithTargetSession(TargetSessionAttributes.Primary) : any;
    }

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Nothing was sent yet, so nothing is in doubt.
            throw new AttachmentDatabaseException("The attachment database could not be reached.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (owned is not null)
            await owned.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Build(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new InvalidOperationException("UsePostgreSql needs a connection string or a data source.");

        return new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { Enlist = false } }.Build();
    }
}
