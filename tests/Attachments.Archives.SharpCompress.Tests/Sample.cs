namespace Attachments.Archives.SharpCompress;

/// <summary>Files that real tools made (Samples/make.sh).</summary>
internal static class Sample
{
    /// <summary>Gets the extensions of the formats that are read.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["bz2", "xz", "lz", "zst", "Z"];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    /// <summary>Reads a sample, and writes another byte into it.</summary>
    public static byte[] ReadWith(string name, int at, byte value)
    {
        var bytes = Read(name);
        bytes[at] = value;
        return bytes;
    }

    /// <summary>Puts the same bytes behind each other.</summary>
    public static byte[] Repeat(byte[] bytes, int times)
    {
        var repeated = new byte[bytes.Length * times];
        for (var at = 0; at < repeated.Length; at += bytes.Length)
            bytes.CopyTo(repeated, at);

        return repeated;
    }
}
