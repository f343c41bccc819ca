using Attachments.Relational;

namespace Attachments.Sqlite;

/// <summary>Where and how SQLite keeps the attachments' rows. <see cref="RelationalAttachmentsOptions.ApplySchemaAtStart"/> is true by default.</summary>
public sealed class SqliteAttachmentsOptions : RelationalAttachmentsOptions
{
    /// <summary>Makes options with their defaults.</summary>
    public SqliteAttachmentsOptions() => ApplySchemaAtStart = true;

    /// <summary>Gets or sets the connection string.</summary>
    /// <value>Names a file, whose directory is created where it is missing; the host's own tables may be in it.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>Gets or sets what the tables' and indexes' names begin with.</summary>
    /// <value>Letters, digits and underscores, not beginning with a digit. The default is <c>attachments_</c>.</value>
    public string TablePrefix { get; set; } = "attachments_";

    /// <summary>Gets or sets what an acknowledged write survives.</summary>
    /// <value>The default is <see cref="SqliteSynchronous.Full"/>.</value>
    public SqliteSynchronous Synchronous { get; set; }

    /// <summary>Gets or sets how long a writer waits for the writers before it, of its own process and of others.</summary>
    /// <value>1 second to 1 hour. The default is 10 seconds. A writer whose turn comes near the end of it waits up to a second more.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
