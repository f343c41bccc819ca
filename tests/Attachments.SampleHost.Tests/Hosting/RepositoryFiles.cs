using System.Reflection;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>Files of the repository that tests use, by the paths that the build wrote down.</summary>
internal static class RepositoryFiles
{
    public static string SampleHost { get; } = Of("SampleHost");

    public static string Readme { get; } = Of("Readme");

    public static string HttpApi { get; } = Of("HttpApi");

    private static string Of(string key) => Path.GetFullPath(
        typeof(RepositoryFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!);
}
