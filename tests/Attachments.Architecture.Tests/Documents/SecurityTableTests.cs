using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Attachments.Architecture.Tests.Documents;

/// <summary>What docs/security.md says is proven is proven by tests that exist.</summary>
public sealed partial class SecurityTableTests
{
    // OWASP ASVS 5.0, chapter V5, "File Handling": all of it.
    private static readonly string[] Requirements =
    [
        "V5.1.1", "V5.2.1", "V5.2.2", "V5.2.3", "V5.2.4", "V5.2.5", "V5.2.6", "V5.3.1", "V5.3.2", "V5.3.3", "V5.4.1", "V5.4.2", "V5.4.3",
    ];

    private static readonly string Repository = Metadata("Repository");

    private static readonly Row[] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository, "docs", "security.md"))
            .Select(line => TableRow.Match(line))
            .Where(match => match.Success)
            .Select(match => new Row(match.Groups["id"].Value, [.. TestName.Matches(match.Groups["rest"].Value).Select(name => name.Groups[1].Value)])),
    ];

    private static readonly HashSet<string> Existing =
    [
        .. Directory.EnumerateFiles(Repository, "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => TestMethod.Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}")),
    ];

    [Fact]
    public void Every_requirement_of_the_file_chapter_has_a_row() =>
        Assert.Empty(Requirements.Except(Rows.Select(row => row.Id.Split(' ')[0])));

    [Fact]
    public void Every_row_names_a_test() => Assert.Empty(Rows.Where(row => row.Tests.Count == 0).Select(row => row.Id));

    [Fact]
    public void Every_test_that_a_row_names_exists() => Assert.Empty(Rows.SelectMany(row => row.Tests).Except(Existing));

    private static string Metadata(string key) =>
        typeof(SecurityTableTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    // A row begins with a requirement's number, a weakness's or an advisory's.
    [GeneratedRegex(@"^\| (?<id>(?:V\d|CWE-|CVE-|GHSA-|\w[\w ./-]*#\d)[^|]*) \|(?<rest>.*)\|$")]
    private static partial Regex TableRow { get; }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName { get; }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b.*?\bpublic (?:async )?(?:void|Task|ValueTask) (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod { get; }

    private sealed record Row(string Id, IReadOnlyList<string> Tests);
}
