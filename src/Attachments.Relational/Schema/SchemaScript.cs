using System.Globalization;
using System.Reflection;

namespace Attachments.Relational.Schema;

/// <summary>One step of an engine's schema.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Name">The script's file name.</param>
/// <param name="Sql">Its text, with the engine's placeholders.</param>
public sealed record SchemaScript(int Version, string Name, string Sql)
{
    private const string Folder = "Schema/";

    internal static IReadOnlyList<SchemaScript> ReadAll(Assembly assembly) =>
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name)),
    ];

    private static SchemaScript Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[Folder.Length..];
        return new SchemaScript(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
