using System.Security.Cryptography;

namespace Attachments.Fuzz.Engine;

/// <summary>The inputs of one target, in files.</summary>
internal static class Corpus
{
    /// <summary>Reads all inputs of some folders, the shortest first. A folder that is not there has none.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Read(params IEnumerable<string> folders) =>
        folders.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Select(static path => (Path.GetFileName(path), Bytes: File.ReadAllBytes(path)))
            .OrderBy(static file => file.Bytes.Length)
            .ThenBy(static file => file.Item1, StringComparer.Ordinal);

    /// <summary>Keeps an input under a name made of its bytes.</summary>
    public static string Write(string folder, string prefix, ReadOnlySpan<byte> input)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{prefix}{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(path, input);
        return path;
    }
}
