using Xunit;

namespace Attachments.Packaging.Tests;

internal static class Readme
{
    private const string Marker = "<!-- quick-start: ";
    private const string ScanningMarker = "<!-- quick-start-scanning -->";
    private const string Registration = "builder.Services.AddAttachments(";

    /// <summary>Gets the README's quick start: the file name each block stands for, and its code.</summary>
    public static IReadOnlyDictionary<string, string> QuickStart { get; } = Read();

    /// <summary>Gets the same with the call that adds a scanner in the place of the one without.</summary>
    /// <param name="endpoint">Where the scanner is, in the place of the README's own.</param>
    public static IReadOnlyDictionary<string, string> QuickStartWithScanning(string endpoint)
    {
        var lines = File.ReadAllLines(Repository.PathOf("README.md"));
        var scanning = CodeAfter(lines, Array.IndexOf(lines, ScanningMarker)).Replace("tcp://127.0.0.1:3310", endpoint, StringComparison.Ordinal);
        Assert.Contains(endpoint, scanning, StringComparison.Ordinal);

        var program = QuickStart["Program.cs"];
        var start = program.IndexOf(Registration, StringComparison.Ordinal);
        var end = program.IndexOf(';', start) + 1;
        return new Dictionary<string, string>(QuickStart) { ["Program.cs"] = string.Concat(program.AsSpan(0, start), scanning, program.AsSpan(end)) };
    }

    private static Dictionary<string, string> Read()
    {
        var lines = File.ReadAllLines(Repository.PathOf("README.md"));
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Marker, StringComparison.Ordinal))
                blocks[lines[i][Marker.Length..].Split(' ')[0]] = CodeAfter(lines, i);
        }

        Assert.NotEmpty(blocks);
        return blocks;
    }

    private static string CodeAfter(string[] lines, int marker)
    {
        Assert.True(marker >= 0, "The README has no such block.");
        return string.Join('\n', lines.Skip(marker + 1).SkipWhile(line => !IsFence(line)).Skip(1).TakeWhile(line => !IsFence(line)));
    }

    private static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);
}
