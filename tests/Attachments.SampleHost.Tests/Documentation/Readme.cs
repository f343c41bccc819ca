using System.Text.RegularExpressions;
using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.SampleHost.Tests.Documentation;

/// <summary>The README's code blocks.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(RepositoryFiles.Readme);

    public static IEnumerable<string> Blocks(string language) =>
        Fences.Matches(Text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value);

    /// <summary>Every command that begins with curl, with the lines that a backslash continues.</summary>
    public static IReadOnlyList<string> CurlCommands() =>
        [.. Blocks("sh").SelectMany(block => Curl.Matches(block)).Select(command => command.Value)];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences { get; }

    [GeneratedRegex(@"^curl (?:[^\n]*\\\n)*[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Curl { get; }
}
