using Attachments.Fuzz.Targets;

namespace Attachments.Fuzz;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new MultipartTarget(),
        new PartHeadersTarget(),
        new FileNameTarget(),
        new ConditionalTarget(),
        new ContentDispositionTarget(),
        new MediaTypeTarget(),
        new ContentTypeTarget(),
        new ImageTarget(),
        new ClamdTarget(),
        new VirusTotalTarget(),
        new IdentifierTarget(),
        new StoredNameTarget(),
        new SettingsTarget(),
        new CheckpointTarget(),
        new ArchiveTarget(),
        new ArchiveFormatTarget(),
    ];

    public static FuzzTarget Named(string name) =>
        All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"There is no target {name}: {string.Join(", ", All.Select(target => target.Name))}.");

    /// <summary>Finds targets by their names with commas between; <c>all</c> is all of them.</summary>
    public static IReadOnlyList<FuzzTarget> Choose(string names) => names == "all" ? All : [.. names.Split(',').Select(Named)];
}
