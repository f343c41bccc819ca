using Npgsql;

namespace Attachments.PostgreSql.RowLevelSecurity;

/// <summary>
/// Row-level security as a second wall between tenants: what is done for one tenant runs as a role that PostgreSQL itself keeps to that tenant's rows,
/// maintenance (sweeps, scan queues, the schema) as another role that sees all. The data source of <see cref="PostgreSqlAttachmentsOptions"/> is then the requests' one.
/// </summary>
public sealed class PostgreSqlRowLevelSecurityOptions
{
    /// <summary>Gets or sets the connection string of maintenance.</summary>
    /// <value>Without effect where <see cref="MaintenanceDataSource"/> is set.</value>
    public string? MaintenanceConnectionString { get; set; }

    /// <summary>Gets or sets the host's own data source for maintenance, which the host disposes. It leads to the same database as that of the requests, by another role.</summary>
    /// <value>Null, the default, makes one of <see cref="MaintenanceConnectionString"/>.</value>
    public NpgsqlDataSource? MaintenanceDataSource { get; set; }
}
