using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Types;
using Attachments.Messages;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Ingestion;

public sealed class ContentIngesterTests
{
    private static readonly int Block = new IngestTuning().BlockSize;

    public static TheoryData<int, int> Sizes
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var size in new[] { 1, Block - 1, Block, Block + 1, 3 * Block, (5 * 1024 * 1024) + 7 })
            {
                foreach (var chunk in new[] { 4096, 64 * 1024, 1_000_003 })
                    data.Add(size, chunk);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task IngestAsync_writes_and_hashes_every_byte_once(int size, int chunk)
    {
        var content = Random(size);
        var writer = new RecordingWriter();

        var result = await IngestAsync(new ChunkedStream(content, chunk), writer, limit: 10_000_000);

        Assert.Equal(new IngestedContent(ContentDigest.Of(content), size, "text/plain"), result.Value);
        Assert.Equal(content, writer.Bytes);
    }

    [Fact]
    public async Task IngestAsync_gathers_small_reads_into_whole_blocks()
    {
        var writer = new RecordingWriter();

        await IngestAsync(new ChunkedStream(Random((2 * Block) + 10), 1000), writer, limit: 10_000_000);

        Assert.Equal([Block, Block, 10], writer.Writes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(131_071)]
    [InlineData(131_072)]
    [InlineData(131_073)]
    [InlineData(5_000_000)]
    public async Task IngestAsync_accepts_exactly_the_limit_and_refuses_one_byte_more(int limit)
    {
        var exact = await IngestAsync(new ChunkedStream(Random(limit), 4096), new RecordingWriter(), limit);
        var over = await IngestAsync(new ChunkedStream(Random(limit + 1), 4096), new RecordingWriter(), limit);

        Assert.Equal(limit, exact.Value.Length);
        Assert.Equal(RejectionCode.FileTooLarge, over.Rejection?.Code);
    }

    [Fact]
    public async Task IngestAsync_stops_reading_where_the_limit_is_passed()
    {
        var endless = new ChunkedStream(new byte[50_000_000], 4096);

        await IngestAsync(endless, new RecordingWriter(), limit: 1_000_000);

        Assert.InRange(endless.BytesRead, 1_000_001, 1_000_000 + Block);
    }

    [Fact]
    public async Task IngestAsync_refuses_an_empty_file()
    {
        var result = await IngestAsync(new ChunkedStream([], 4096), new RecordingWriter(), limit: 100);

        Assert.Equal(RejectionCode.FileEmpty, result.Rejection?.Code);
    }

    [Fact]
    public async Task IngestAsync_answers_with_the_refusal_that_an_interrupted_stream_carries()
    {
        var broken = new ChunkedStream(Random(300_000), 4096, new UploadInterruptedException());

        var result = await IngestAsync(broken, new RecordingWriter(), limit: 1_000_000);

        Assert.Equal(RejectionCode.UploadInterrupted, result.Rejection?.Code);
    }

    [Fact]
    public async Task IngestAsync_lets_other_faults_of_the_stream_pass()
    {
        var broken = new ChunkedStream(Random(3_000_000), 4096, new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(() => IngestAsync(broken, new RecordingWriter(), limit: 10_000_000).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task IngestAsync_ends_with_an_inspectors_refusal(int block)
    {
        var inspector = new RefusingInspector(block);

        var result = await IngestAsync(new ChunkedStream(Random(3 * Block), 4096), new RecordingWriter(), limit: 1_000_000, inspector);

        Assert.Equal(RejectionCode.MalwareDetected, result.Rejection?.Code);
        Assert.True(inspector.Disposed);
    }

    [Fact]
    public async Task IngestAsync_shows_inspectors_every_byte_in_order()
    {
        var content = Random((2 * Block) + 5);
        var inspector = new RefusingInspector(refuseAt: 1000);

        await IngestAsync(new ChunkedStream(content, 5000), new RecordingWriter(), limit: 1_000_000, inspector);

        Assert.Equal(content, inspector.Seen.ToArray());
    }

    private static async ValueTask<AttachmentResult<IngestedContent>> IngestAsync(
        Stream content, RecordingWriter writer, long limit, params IContentInspector[] inspectors)
    {
        var types = new ContentTypeRules(Options.Create(new ContentTypeOptions()), new SignatureContentTypeDetector());
        var ingester = new ContentIngester(new UploadRules(types), inspectors, new IngestTuning(), Options.Create(new AttachmentsOptions { MaxAttachmentSize = limit }));
        var upload = new InspectedUpload(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), "a.txt", "text/plain");

        return await ingester.IngestAsync(content, static _ => default, upload, writer, zipEnd: null, TestContext.Current.CancellationToken);
    }

    // Begins with a letter, so that no signature matches by chance.
    private static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        "plain text"u8[..Math.Min(10, size)].CopyTo(bytes);
        return bytes;
    }

    /// <summary>Refuses at the nth block; at the end where n is negative; never where it is large.</summary>
    private sealed class RefusingInspector(int refuseAt) : ContentInspection, IContentInspector
    {
        private int block;

        public MemoryStream Seen { get; } = new();

        public bool Disposed { get; private set; }

        public ContentInspection Begin(InspectedUpload upload) => this;

        public override ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            Seen.Write(bytes.Span);
            return ValueTask.FromResult(block++ == refuseAt ? Rejection.MalwareDetected : null);
        }

        public override ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(refuseAt < 0 ? Rejection.MalwareDetected : null);

        public override ValueTask DisposeAsync()
        {
            Disposed = true;
            return base.DisposeAsync();
        }
    }
}
