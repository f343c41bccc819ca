namespace Attachments.EntityFrameworkCore;

/// <summary>How the attachments' tables are named in the host's model. The same names go to <c>UsePostgreSql</c> or <c>UseSqlite</c>, which have the same defaults.</summary>
public sealed class AttachmentsModelOptions
{
    /// <summary>Gets or sets the schema that the tables are in on PostgreSQL.</summary>
    /// <value>The default is <c>attachments</c>.</value>
    public string Schema { get; set; } = "attachments";

    /// <summary>Gets or sets what the tables' and indexes' names begin with on SQLite.</summary>
    /// <value>The default is <c>attachments_</c>.</value>
    public string TablePrefix { get; set; } = "attachments_";

    /// <summary>Gets or sets the name of EF Core's database provider, as <c>Database.ProviderName</c> has it.</summary>
    /// <value>Null, the default, tells it by what the provider has put into the model: Npgsql leaves its mark there, SQLite none.</value>
    public string? ProviderName { get; set; }
}
