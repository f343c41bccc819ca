using System.Reflection;
using System.Text.RegularExpressions;

namespace Attachments.Contract.Databases;

/// <summary>The table of what is covered names tests that exist, and all of them.</summary>
public sealed partial class CoverageTests
{
    private static readonly HashSet<string> Named =
        [.. TestName.Matches(File.ReadAllText(Metadata("ContractCoverage"))).Select(match => match.Groups[1].Value)];

    private static readonly HashSet<string> Existing =
    [
        .. typeof(CoverageTests).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal) && type.Namespace != typeof(CoverageTests).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
    ];

    // By their sources: they run in a process of their own, and are named where the table needs them.
    private static readonly HashSet<string> Browser =
    [
        .. Directory.EnumerateFiles(Metadata("BrowserTests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod.Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}")),
    ];

    [Fact]
    public void Every_test_that_the_table_names_exists() => Assert.Empty(Named.Except(Existing).Except(Browser));

    [Fact]
    public void Every_test_is_named_by_the_table() => Assert.Empty(Existing.Except(Named));

    private static string Metadata(string key) =>
        typeof(CoverageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName { get; }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b.*?\bpublic (?:async )?(?:void|Task|ValueTask) (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod { get; }
}
