using System.Reflection;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>What the linked launcher asks for: the program, by the path that the build wrote down.</summary>
internal static class RepositoryFiles
{
    public static string SampleHost { get; } = Path.GetFullPath(
        typeof(RepositoryFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "SampleHost").Value!);
}
