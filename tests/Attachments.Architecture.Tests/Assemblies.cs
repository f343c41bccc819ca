using System.Reflection;

namespace Attachments.Architecture.Tests;

/// <summary>The product's assemblies, found beside the tests.</summary>
internal static class Assemblies
{
    private static readonly string[] NotShipped = ["Tests", "Benchmarks", "SampleHost", "CrashHost"];

    public static IReadOnlyList<Assembly> Shipped { get; } =
        [.. Load(name => !NotShipped.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))];

    public static IReadOnlyList<Assembly> Tests { get; } = [.. Load(name => name.EndsWith(".Tests", StringComparison.Ordinal))];

    public static Assembly Named(string name) => Shipped.Single(assembly => assembly.GetName().Name == name);

    private static IEnumerable<Assembly> Load(Func<string, bool> wanted) =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Attachments.*.dll")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => wanted(name!))
            .Order(StringComparer.Ordinal)
            .Select(name => Assembly.Load(new AssemblyName(name!)));
}
