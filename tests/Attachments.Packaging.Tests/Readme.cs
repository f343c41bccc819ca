using Xunit;

namespace Attachments.Packaging.Tests;

internal static class Readme
{
    private const string Marker = "<!-- quick-start: ";
    private const string ScanningMarker = "<!-- quick-start-scanning -->";
    private const string ScaleOutMarker = "<!-- quick-start-scale-out -->";
    private const string Registration = "builder.Services.AddAttachments(";

    /// <summary>Gets the README's quick start: the file name each block stands for, and its code.</summary>
    public static IReadOnlyDictionary<string, string> QuickStart { get; } = Read();

    /// <summary>Gets the same with the call that adds a scanner in the place of the one without.</summary>
    /// <param name="endpoint">Where the scanner is, in the place of the README's own.</param>
    public static IReadOnlyDictionary<string, string> QuickStartWithScanning(string endpoint)
    {
        var scanning = Block(ScanningMarker).Replace("tcp://127.0.0.1:3310", endpoint, StringComparison.Ordinal);
        Assert.Contains(endpoint, scanning, StringComparison.Ordinal);
        return QuickStartWith(scanning);
    }

    /// <summary>Gets the same with the calls for many hosts.</summary>
    public static IReadOnlyDictionary<string, string> QuickStartForManyHosts() => QuickStartWith(Block(ScaleOutMarker));

    // A file begins with its usings.
    private static Dictionary<string, string> QuickStartWith(string registration)
    {
        var lines = registration.Split('\n');
        var usings = string.Concat(lines.Where(IsUsing).Select(line => line + "\n"));
        var calls = string.Join('\n', lines.Where(line => !IsUsing(line)));

        var program = QuickStart["Program.cs"];
        var start = program.IndexOf(Registration, StringComparison.Ordinal);
        var end = program.IndexOf(';', start) + 1;
        return new Dictionary<string, string>(QuickStart) { ["Program.cs"] = string.Concat(usings, program.AsSpan(0, start), calls, program.AsSpan(end)) };
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

    private static string Block(string marker)
    {
        var lines = File.ReadAllLines(Repository.PathOf("README.md"));
        return CodeAfter(lines, Array.IndexOf(lines, marker));
    }

    private static string CodeAfter(string[] lines, int marker)
    {
        Assert.True(marker >= 0, "The README has no such block.");
        return string.Join('\n', lines.Skip(marker + 1).SkipWhile(line => !IsFence(line)).Skip(1).TakeWhile(line => !IsFence(line)));
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);

    private static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);
}
