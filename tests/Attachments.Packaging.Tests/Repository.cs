using System.Reflection;

namespace Attachments.Packaging.Tests;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Repository").Value!);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}
