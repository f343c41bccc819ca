namespace Attachments.Storage.FileSystem;

// Where a path really leads, symbolic links resolved in every part of it. Parts that do not exist yet stay as they are.
internal static class RealPath
{
    private const int MaxLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(rest, full[resolved.Length..]);

        for (var links = 0; rest.TryPop(out var segment);)
        {
            if (segment is "." or "..")
            {
                resolved = segment == "." ? resolved : Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, segment);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new IOException("The path has too many symbolic links.");

            var targetRoot = Path.IsPathFullyQualified(target) ? Path.GetPathRoot(target)! : "";
            resolved = targetRoot.Length > 0 ? targetRoot : resolved;
            Push(rest, target[targetRoot.Length..]);
        }

        return resolved;
    }

    /// <summary>Tells whether one real path is the other or lies under it.</summary>
    public static bool IsWithin(string path, string directory)
    {
        var comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return WithSeparator(path).StartsWith(WithSeparator(directory), comparison);
    }

    private static string WithSeparator(string path) => Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var segment in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
            rest.Push(segment);
    }
}
