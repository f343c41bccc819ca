using System.Reflection;
using Xunit;

namespace Attachments.Architecture.Tests;

public sealed class DependencyTests
{
    private const string Tool = "Attachments.Cli";

    private static readonly string[] RelationalFamily =
        ["Attachments.Relational", "Attachments.Sqlite", "Attachments.PostgreSql", "Attachments.EntityFrameworkCore"];

    [Fact]
    public void Every_package_of_the_house_is_looked_at()
    {
        string[] expected =
        [
            "Attachments.Archives.SharpCompress", "Attachments.AspNetCore", "Attachments.Cli", "Attachments.Core", "Attachments.EntityFrameworkCore", "Attachments.Jobs.Hangfire", "Attachments.PostgreSql", "Attachments.Relational",
            "Attachments.Scanning.ClamAV", "Attachments.Scanning.VirusTotal", "Attachments.Sqlite", "Attachments.Storage.FileSystem", "Attachments.Storage.Migration", "Attachments.Storage.S3",
            "Attachments.Testing",
        ];

        Assert.Equal(expected, Assemblies.Shipped.Select(NameOf));
    }

    [Fact]
    public void Core_depends_on_abstractions_and_the_framework_only()
    {
        var foreign = Assemblies.Named("Attachments.Core").GetReferencedAssemblies().Select(NameOf)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !IsAbstraction(name));

        Assert.Empty(foreign);
    }

    [Fact]
    public void An_adapter_depends_on_core_and_never_on_another_adapter()
    {
        var crossed = from assembly in Assemblies.Shipped
                      where NameOf(assembly) != Tool
                      from reference in ReferencesToTheHouse(assembly)
                      where reference != "Attachments.Core" && !IsWithinTheFamily(NameOf(assembly), reference)
                      select $"{NameOf(assembly)} → {reference}";

        Assert.Empty(crossed);
    }

    // It is a host, and brings what its command line can name; nothing else may grow around it.
    [Fact]
    public void The_tool_knows_the_databases_and_stores_and_nobody_knows_the_tool()
    {
        string[] expected =
        [
            "Attachments.Core", "Attachments.PostgreSql", "Attachments.Relational", "Attachments.Sqlite",
            "Attachments.Storage.FileSystem", "Attachments.Storage.Migration", "Attachments.Storage.S3",
        ];

        Assert.Equal(expected, ReferencesToTheHouse(Assemblies.Named(Tool)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Assemblies.Shipped, assembly => ReferencesToTheHouse(assembly).Contains(Tool));
    }

    [Fact]
    public void Only_the_http_package_knows_of_asp_net_core()
    {
        var knowing = from assembly in Assemblies.Shipped
                      where NameOf(assembly) != "Attachments.AspNetCore"
                      from reference in assembly.GetReferencedAssemblies().Select(NameOf)
                      where reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                      select $"{NameOf(assembly)} → {reference}";

        Assert.Empty(knowing);
    }

    private static IEnumerable<string> ReferencesToTheHouse(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(NameOf).Where(name => name.StartsWith("Attachments.", StringComparison.Ordinal));

    private static bool IsWithinTheFamily(string from, string to) => to == "Attachments.Relational" && RelationalFamily.Contains(from);

    // Beside what is an abstraction by name: options are one, and the generated binding code names the configuration's own assembly.
    private static bool IsAbstraction(string name) =>
        name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        && (name.EndsWith("Abstractions", StringComparison.Ordinal) || name is "Microsoft.Extensions.Options"
            or "Microsoft.Extensions.Options.ConfigurationExtensions"
            or "Microsoft.Extensions.Configuration" or "Microsoft.Extensions.Configuration.Binder" or "Microsoft.Extensions.Primitives");

    private static string NameOf(Assembly assembly) => assembly.GetName().Name!;

    private static string NameOf(AssemblyName assembly) => assembly.Name!;
}
