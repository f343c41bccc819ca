using System.CommandLine;
using Attachments.Relational;

namespace Attachments.Cli.Connections;

/// <summary>The options that say where the rows are, and which file has the secrets. Every command that needs them has a set of its own.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = "PostgreSQL: a connection string without a password, such as \"Host=db;Database=mail;Username=mail_maintenance\". The password comes from PGPASSWORD or PGPASSFILE. "
            + "Without --postgres and --sqlite, ConnectionStrings:Mail of the configuration is used.",
    };

    private readonly Option<string?> schema = new("--schema") { Description = "The PostgreSQL schema of the tables; attachments by default." };

    private readonly Option<FileInfo?> sqlite = new("--sqlite") { Description = "SQLite: the database's file." };

    private readonly Option<string?> prefix = new("--table-prefix") { Description = "What the SQLite tables' names begin with; attachments_ by default." };

    private readonly Option<SchemaOwner> owner = new("--schema-owner")
    {
        Description = "Host where migrations of the host's DbContext made the tables (UseEntityFrameworkSchema); Scripts by default.",
        DefaultValueFactory = static _ => SchemaOwner.Scripts,
    };

    private readonly Option<FileInfo?> config = new("--config")
    {
        Description = "A JSON file with the host's settings (ConnectionStrings:Mail, Attachments:Storage:S3 and so on). Environment variables (Attachments__Storage__S3__SecretKey) win over it.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(postgres);
        command.Options.Add(schema);
        command.Options.Add(sqlite);
        command.Options.Add(prefix);
        command.Options.Add(owner);
        command.Options.Add(config);
    }

    public Connection Read(ParseResult parsed) => Connection.Of(
        parsed.GetValue(config)?.FullName, parsed.GetValue(postgres), parsed.GetValue(schema), parsed.GetValue(sqlite)?.FullName, parsed.GetValue(prefix), parsed.GetValue(owner));
}
