using System.IO.Pipelines;
using Attachments.Access;
using Xunit;

namespace Attachments.Storage.S3;

internal static class Blobs
{
    public const int MiB = 1024 * 1024;

    // The least that services take.
    public const int PartSize = 5 * MiB;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static BlobKey NewKey(string tenant = "tenant") => new(TenantId.Parse(tenant), new BlobId(Guid.CreateVersion7()));

    public static byte[] NewBytes(int length)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // Not a secret: the bytes only have to be the same in every run.
        new Random(length).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    public static async Task<BlobKey> PublishAsync(this IBlobStore store, byte[] bytes)
    {
        var key = NewKey();
        await using var writer = await store.BeginWriteAsync(key, bytes.Length, Token);
        await writer.WriteAsync(bytes, Token);
        await writer.CommitAsync(Token);
        return key;
    }

    public static async Task<byte[]?> ReadAsync(this IBlobStore store, BlobKey key, long offset, long count)
    {
        await using var reader = await store.OpenReadAsync(key, offset, count, Token);
        if (reader is null)
            return null;

        using var bytes = new MemoryStream();
        var writer = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await reader.CopyToAsync(writer, Token);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }

    // Not Assert.Equal, whose message for megabytes that differ helps nobody.
    public static async Task AssertHoldsAsync(this IBlobStore store, BlobKey key, byte[] bytes)
    {
        var read = await store.ReadAsync(key, 0, bytes.Length);
        Assert.True(bytes.AsSpan().SequenceEqual(read), "The bytes are not those that were written.");
    }
}
