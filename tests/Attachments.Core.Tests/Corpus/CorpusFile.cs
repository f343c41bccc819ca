using System.Text.Json;

namespace Attachments.Corpus;

/// <summary>Test data that several test projects share: link the folder's files and copy the JSON to the output.</summary>
public static class CorpusFile
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Names as clients send them, and the names under which they are stored.</summary>
    public static IReadOnlyList<NameSample> FileNames { get; } = Read<NameSample>("file-names.json");

    /// <summary>The first bytes of small files of every type that has a signature.</summary>
    public static IReadOnlyList<HeadSample> Heads { get; } = Read<HeadSample>("heads.json");

    private static List<T> Read<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Corpus", file));
        return JsonSerializer.Deserialize<List<T>>(stream, Web) ?? [];
    }
}
