using System.Reflection;

namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>The file of figures that a short run is held against.</summary>
internal static class CommittedFigures
{
    public static string Path { get; } = typeof(CommittedFigures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Figures").Value!;
}
