using Microsoft.EntityFrameworkCore.Metadata;

namespace Attachments.EntityFrameworkCore.Model;

// The database that a model is made for: its column types, and how it tells the library's tables from the host's.
internal sealed record ModelEngine(string ProviderName, bool IsSqlite)
{
    private const string Strategy = ":ValueGenerationStrategy";

    public static ModelEngine PostgreSql { get; } = new("Npgsql.EntityFrameworkCore.PostgreSQL", IsSqlite: false);

    public static ModelEngine Sqlite { get; } = new("Microsoft.EntityFrameworkCore.Sqlite", IsSqlite: true);

    public string Uuid => IsSqlite ? "BLOB" : "uuid";

    public string Text => IsSqlite ? "TEXT" : "text";

    public string Bytes => IsSqlite ? "BLOB" : "bytea";

    public string Int64 => IsSqlite ? "INTEGER" : "bigint";

    public string Int32 => IsSqlite ? "INTEGER" : "integer";

    public string Int16 => IsSqlite ? "INTEGER" : "smallint";

    // Ids are compared by their bytes. SQLite does so by default.
    public string? IdCollation => IsSqlite ? null : "C";

    // A model does not name its provider, but a provider leaves its strategy for generated keys in every model before the host's own code sees it;
    // SQLite has none. A wrong guess cannot go unseen: the start compares it with the provider of the context.
    public static ModelEngine Of(IReadOnlyModel model, string? providerName)
    {
        if (providerName is not null)
            return OfProvider(providerName);

        var marks = model.GetAnnotations().Select(annotation => annotation.Name).Where(name => name.EndsWith(Strategy, StringComparison.Ordinal)).ToList();
        if (marks.Contains("Npgsql" + Strategy))
            return PostgreSql;

        return marks.Find(mark => mark != "Sqlite" + Strategy) is { } other ? throw Unknown(other[..^Strategy.Length]) : Sqlite;
    }

    private static ModelEngine OfProvider(string name)
    {
        if (name == PostgreSql.ProviderName)
            return PostgreSql;

        return name == Sqlite.ProviderName ? Sqlite : throw Unknown(name);
    }

    private static InvalidOperationException Unknown(string provider) =>
        new($"AddAttachments maps the attachments' tables for PostgreSQL (Npgsql) and SQLite; the model is made for {provider}.");
}
