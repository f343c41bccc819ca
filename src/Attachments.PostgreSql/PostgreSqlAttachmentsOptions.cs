using Attachments.PostgreSql.RowLevelSecurity;
using Attachments.Relational;
using Npgsql;

namespace Attachments.PostgreSql;

/// <summary>Where and how PostgreSQL keeps the attachments' rows. <see cref="RelationalAttachmentsOptions.ApplySchemaAtStart"/> is false by default: a deployment applies the schema, by <c>ApplyAttachmentsSchemaAsync</c>.</summary>
public sealed class PostgreSqlAttachmentsOptions : RelationalAttachmentsOptions
{
    /// <summary>Gets or sets the connection string.</summary>
    /// <value>Without effect where <see cref="DataSource"/> is set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the host's own data source, which the host disposes.</summary>
    /// <value>Null, the default, makes one of <see cref="ConnectionString"/>.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>Gets or sets the schema that the tables are in.</summary>
    /// <value>Letters, digits and underscores, in lower case, not beginning with a digit. The default is <c>attachments</c>.</value>
    public string Schema { get; set; } = "attachments";

    /// <summary>Gets or sets how long one batch may take before it is given up; of an upgrade of the tables, how long it may wait for one of them.</summary>
    /// <value>1 second to 1 hour. The default is 15 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets whether statements are prepared once per connection.</summary>
    /// <value>The default is true. Turn it off behind a pooler that cannot keep prepared statements.</value>
    public bool PrepareStatements { get; set; } = true;

    /// <summary>Gets or sets the second wall between tenants.</summary>
    /// <value>Null, the default, has none: tenants are kept apart by the statements alone.</value>
    public PostgreSqlRowLevelSecurityOptions? RowLevelSecurity { get; set; }
}
