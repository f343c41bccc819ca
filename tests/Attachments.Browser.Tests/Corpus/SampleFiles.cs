namespace Attachments.Browser.Corpus;

/// <summary>The files beside this one.</summary>
internal static class SampleFiles
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(SampleFiles).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
