using Xunit;

namespace Attachments.Packaging.Tests;

internal static class Readme
{
    private const string Marker = "<!-- quick-start: ";

    /// <summary>Gets the README's quick start: the file name each block stands for, and its code.</summary>
    public static IReadOnlyDictionary<string, string> QuickStart { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var lines = File.ReadAllLines(Repository.PathOf("README.md"));
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Marker, StringComparison.Ordinal))
                continue;

            var name = lines[i][Marker.Length..].Split(' ')[0];
            var code = lines.Skip(i + 1).SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal));
            blocks[name] = string.Join('\n', code);
        }

        Assert.NotEmpty(blocks);
        return blocks;
    }
}
