namespace Attachments.LoadTests.Fleet.Load;

/// <summary>A file to upload, and what its digest must be.</summary>
internal sealed record FleetContent(ulong Seed, GeneratedContent Bytes, string Digest)
{
    public long Length => Bytes.Length;

    public static async Task<FleetContent> MakeAsync(ulong seed, long length)
    {
        var bytes = new GeneratedContent(seed, length);
        return new FleetContent(seed, bytes, await bytes.DigestAsync());
    }
}
