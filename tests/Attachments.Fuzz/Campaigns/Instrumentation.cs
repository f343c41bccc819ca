using SharpFuzz;

namespace Attachments.Fuzz.Campaigns;

/// <summary>Makes a copy of this program whose libraries count the branches that they take.</summary>
internal static class Instrumentation
{
    // The parsers that packages of others bring are theirs to fuzz, but for what they make of bytes on our behalf.
    private static readonly string[] Others = ["SharpCompress.dll"];

    // Of SharpCompress, the decoders that are called.
    private static readonly string[] Decoders = ["BZip2", "LZMA", "Lzw", "ZStandard"];

    public static string MakeCopy(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        CopyTree(AppContext.BaseDirectory, folder);
        foreach (var library in Directory.EnumerateFiles(folder, "*.dll").Where(static path => IsInstrumented(Path.GetFileName(path))))
            Instrument(library);

        return Path.Combine(folder, Path.GetFileName(typeof(Instrumentation).Assembly.Location));
    }

    private static bool IsInstrumented(string library) =>
        Others.Contains(library)
        || (library.StartsWith("Attachments.", StringComparison.Ordinal) && !library.StartsWith("Attachments.Fuzz", StringComparison.Ordinal) && library != "Attachments.Testing.dll");

    private static void Instrument(string library)
    {
        var isOurs = !Others.Contains(Path.GetFileName(library));
        Fuzzer.Instrument(library, type => isOurs || Decoders.Any(decoder => type.StartsWith($"SharpCompress.Compressors.{decoder}.", StringComparison.Ordinal)), Options.Value);
    }

    private static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));

        foreach (var folder in Directory.EnumerateDirectories(from).Where(static folder => Path.GetFileName(folder) != "Corpus"))
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
