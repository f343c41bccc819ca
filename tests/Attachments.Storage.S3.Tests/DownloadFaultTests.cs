using System.IO.Pipelines;
using Xunit;

namespace Attachments.Storage.S3;

public sealed class DownloadFaultTests : IAsyncLifetime
{
    private readonly TestBucket bucket = new();
    private readonly FaultyProxy proxy = new(TestBucket.ServiceUrl);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await bucket.DisposeAsync();
    }

    [Fact]
    public async Task Download_goes_on_where_its_connection_was_cut()
    {
        var store = Store();
        var bytes = Blobs.NewBytes(4 * Blobs.MiB);
        var key = await store.PublishAsync(bytes);
        proxy.CutAnswer("GET", afterBytes: Blobs.MiB);
        proxy.CutAnswer("GET", afterBytes: Blobs.MiB);

        var read = await store.ReadAsync(key, 10, bytes.Length - 20);

        Assert.True(bytes.AsSpan(10, bytes.Length - 20).SequenceEqual(read));
        Assert.Equal(3, proxy.CountOf("GET"));
    }

    [Fact]
    public async Task Requests_one_after_the_other_share_a_connection()
    {
        var store = Store();
        for (var i = 0; i < 20; i++)
            await store.AssertHoldsAsync(await store.PublishAsync([(byte)i]), [(byte)i]);

        Assert.True(proxy.CountOf("GET") >= 20, "The requests did not pass the proxy.");
        Assert.InRange(proxy.Connections, 1, 2);
    }

    [Fact]
    public async Task Download_goes_on_where_the_service_fell_silent()
    {
        var store = Store(("IdleTimeout", "00:00:03"));
        var bytes = Blobs.NewBytes(4 * Blobs.MiB);
        var key = await store.PublishAsync(bytes);
        proxy.StallAnswer("GET", afterBytes: Blobs.MiB);

        await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Download_that_makes_no_progress_ends_in_a_fault()
    {
        var store = Store(("MaxResumes", "1000"));
        var key = await store.PublishAsync(Blobs.NewBytes(4 * Blobs.MiB));
        proxy.CutAnswer("GET", afterBytes: Blobs.MiB);
        proxy.CutAnswersAtTheirBody("GET");

        await Assert.ThrowsAsync<BlobStoreException>(() => store.ReadAsync(key, 0, 4 * Blobs.MiB));
        Assert.Equal(2, proxy.CountOf("GET"));
    }

    [Fact]
    public async Task Download_is_resumed_no_more_often_than_is_set()
    {
        var store = Store(("MaxResumes", "2"));
        var key = await store.PublishAsync(Blobs.NewBytes(4 * Blobs.MiB));
        for (var i = 0; i < 3; i++)
            proxy.CutAnswer("GET", afterBytes: Blobs.MiB / 2);

        await Assert.ThrowsAsync<BlobStoreException>(() => store.ReadAsync(key, 0, 4 * Blobs.MiB));
        Assert.Equal(3, proxy.CountOf("GET"));
    }

    [Fact]
    public async Task Download_never_goes_on_with_another_object()
    {
        var store = Store();
        var key = await store.PublishAsync(Blobs.NewBytes(4 * Blobs.MiB));
        var objectKey = Assert.Single((await bucket.Raw.ListObjectsV2Async(new() { BucketName = TestBucket.Name, Prefix = bucket.Prefix }, Token)).S3Objects).Key;
        proxy.CutAnswer("GET", afterBytes: 2 * Blobs.MiB);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4_096, resumeWriterThreshold: 1));
        await using var reader = await store.OpenReadAsync(key, 0, 4 * Blobs.MiB, Token);
        var copying = reader!.CopyToAsync(pipe.Writer, Token).AsTask();
        await pipe.Reader.ReadAsync(Token);

        using var other = new MemoryStream(new byte[4 * Blobs.MiB]);
        await bucket.Raw.PutObjectAsync(new() { BucketName = TestBucket.Name, Key = objectKey, InputStream = other, UseChunkEncoding = false }, Token);
        pipe.Reader.AdvanceTo(default);
        var draining = pipe.Reader.CopyToAsync(Stream.Null, Token);

        await Assert.ThrowsAsync<BlobStoreException>(() => copying);
        await pipe.Writer.CompleteAsync();
        await draining;
    }

    [Fact]
    public async Task Client_that_reads_slowly_is_not_taken_for_a_silent_service()
    {
        var store = Store(("IdleTimeout", "00:00:05"));
        var bytes = Blobs.NewBytes(4 * Blobs.MiB);
        var key = await store.PublishAsync(bytes);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4_096, resumeWriterThreshold: 1));
        await using var reader = await store.OpenReadAsync(key, 0, bytes.Length, Token);

        var copying = reader!.CopyToAsync(pipe.Writer, Token).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(6), Token);
        var draining = pipe.Reader.CopyToAsync(Stream.Null, Token);
        await copying;
        await pipe.Writer.CompleteAsync();
        await draining;

        Assert.Equal(1, proxy.CountOf("GET"));
    }

    private IBlobStore Store(params (string Key, string Value)[] settings) => bucket.Store([("ServiceUrl", proxy.Address), .. settings]);
}
