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

    // Other chapters and weaknesses, as far as a library of attachments can meet them.
    private static readonly string[] Others =
    [
        "V2.4.1", "V3.2.1", "V3.4.3", "V3.4.4", "V3.4.5", "V3.5.1", "V3.5.8", "V4.2.1", "V8.2.1", "V8.2.2", "V8.2.3", "V8.3.2", "V8.4.1", "V9.1.1", "V9.1.2", "V9.2.1", "V14.2.3", "V14.3.2",
        "V15.2.2", "V15.3.3", "V15.4.2", "V16.2.5", "V16.4.1", "V16.5.1", "V16.5.2", "V16.5.3",
        "CWE-113", "CWE-290", "CWE-362", "CWE-400", "CWE-434", "CWE-436", "CWE-459", "CWE-770",
    ];

    // What others had to fix and could concern this library.
    private static readonly string[] Advisories =
    [
        "CVE-2015-2963", "CVE-2017-0889", "CVE-2020-5237", "CVE-2022-21831", "CVE-2025-24293", "CVE-2026-33173", "CVE-2026-33174", "CVE-2026-33195", "CVE-2026-33202", "CVE-2026-33658", "CVE-2026-44587",
        "FileCodeBox #505", "piclaw #505", "ProjectSend #993", "Orchard Core #6897", "Mattermost #12514", "artifact-keeper #621", "artifact-keeper #2560", "2witstudios/PageSpace#1598", "TracecatHQ/tracecat#1389",
        "getsentry/sentry#52624", "opencast/opencast#7909", "rails/rails#35386", "linagora/james-project#5429", "cap-js/attachments#432", "cap-js/attachments#76", "Cisco-Talos/clamav#1030", "Cisco-Talos/clamav#633",
        "nextcloud/files_antivirus#130", "vrk-kpa/opendata#2694", "Cisco-Talos/clamav#942", "opencloud-eu/opencloud#1862", "mailpile/Mailpile#1812", "aspnet/KestrelHttpServer#2781",
        "spatie/laravel-medialibrary#3394", "umbraco/Umbraco-CMS#17421", "supabase/storage#133", "dotnet/aspnetcore#23840",
    ];

    private static readonly string Repository = Metadata("Repository");

    private static readonly string Page = Path.Combine(Repository, "docs", "security.md");

    private static readonly Row[] Rows =
    [
        .. File.ReadLines(Page)
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
    public void Every_requirement_of_the_file_chapter_has_a_row() => AssertHaveRows(Requirements);

    [Fact]
    public void Every_requirement_and_weakness_beyond_it_has_a_row() => AssertHaveRows(Others);

    [Fact]
    public void Every_advisory_has_a_row() => AssertHaveRows(Advisories);

    // Else a row that cannot be read would count as none, and name what it likes.
    [Fact]
    public void Every_row_that_names_a_test_is_read() =>
        Assert.Equal(File.ReadLines(Page).Count(line => line.StartsWith('|') && TestName.IsMatch(line)), Rows.Length);

    [Fact]
    public void Every_row_names_a_test() => Assert.Empty(Rows.Where(row => row.Tests.Count == 0).Select(row => row.Id));

    [Fact]
    public void Every_test_that_a_row_names_exists() => Assert.Empty(Rows.SelectMany(row => row.Tests).Except(Existing));

    // A number may stand anywhere in the row's name: "V8.2.1, V8.2.2 (L1) only who may".
    private static void AssertHaveRows(string[] ids) =>
        Assert.DoesNotContain(ids, id => !Rows.Any(row => Regex.IsMatch(row.Id, $@"(?<![\w./-]){Regex.Escape(id)}(?![\w.])")));

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
