using System.Buffers;
using System.Runtime.CompilerServices;
using Attachments.Content;
using Attachments.Content.Archives.Zip;
using Attachments.Diagnostics;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Ingestion;

/// <summary>Reads a file's bytes once: limit, type, inspections, scanners, hash and store all see the same pooled block.</summary>
internal sealed class ContentIngester(
    UploadRules rules, IEnumerable<IContentInspector> inspectors, IngestTuning tuning, IOptions<AttachmentsOptions> options, InlineScanner? scanner = null)
{
    private readonly int blockSize = tuning.BlockSize;
    private readonly IContentInspector[] inspectors = [.. inspectors];
    private readonly long limit = options.Value.MaxAttachmentSize;
    private int ingesting;

    // What stands behind the content is read before the inspections have their last word: a scan must not answer for a form that is malformed anyway.
    public async ValueTask<AttachmentResult<IngestedContent>> IngestAsync(
        Stream content,
        Func<CancellationToken, ValueTask<Rejection?>> readEnd,
        InspectedUpload upload,
        BlobWriter writer,
        ZipEndSearch? zipEnd,
        CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachment.ingest");
        var inspections = new InspectionSet();
        await using var looking = inspections.ConfigureAwait(false);
        inspections.Begin(inspectors, upload);
        var scan = scanner?.Begin(writer.Key, cancellationToken);

        Interlocked.Increment(ref ingesting);
        try
        {
            var received = await ReceiveAsync(content, upload.ContentType, inspections, scan, writer, zipEnd, cancellationToken).ConfigureAwait(false);
            if (!received.TryGetValue(out var file, out var rejection))
                return rejection;

            if (await readEnd(cancellationToken).ConfigureAwait(false) is { } incomplete)
                return incomplete;

            if (await inspections.CompleteAsync(cancellationToken).ConfigureAwait(false) is { } refused)
                return refused;

            return scan is null ? file : await scan.CompleteAsync(file).ConfigureAwait(false);
        }
        catch (UploadInterruptedException exception)
        {
            return exception.Rejection;
        }
        finally
        {
            Interlocked.Decrement(ref ingesting);
            if (scan is not null)
                await scan.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<AttachmentResult<IngestedContent>> ReceiveAsync(
        Stream content, string declaredType, InspectionSet inspections, InlineScan? scan, BlobWriter writer, ZipEndSearch? zipEnd, CancellationToken cancellationToken)
    {
        var hasher = new ContentHasher();
        await using var hashing = hasher.ConfigureAwait(false);
        var block = ArrayPool<byte>.Shared.Rent(blockSize);
        byte[]? spare = null;
        var contentType = declaredType;
        long length = 0;

        while (true)
        {
            var filled = await FillAsync(content, block, length, cancellationToken).ConfigureAwait(false);
            if (filled > limit - length)
                return Rejection.FileTooLarge(limit);

            if (filled == 0)
                break;

            var bytes = block.AsMemory(0, filled);
            if (length == 0)
            {
                var settled = rules.Settle(declaredType, bytes.Span[..Math.Min(filled, rules.HeadLength)]);
                if (!settled.TryGetValue(out contentType, out var mistyped))
                    return mistyped;
            }

            if (await inspections.InspectAsync(bytes, cancellationToken).ConfigureAwait(false) is { } refused)
                return refused;

            zipEnd?.Look(bytes.Span);
            scan?.Show(bytes);
            length += filled;
            if (IsWorthOverlapping(length))
            {
                // The block is hashed beside its own write and the next block's receipt, which therefore needs a block of its own.
                await hasher.AppendBesideAsync(bytes).ConfigureAwait(false);
                await writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                (block, spare) = (spare ?? ArrayPool<byte>.Shared.Rent(blockSize), block);
            }
            else
            {
                await hasher.AppendAsync(bytes).ConfigureAwait(false);
                await writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }

            if (scan is not null)
                await scan.CatchUpAsync().ConfigureAwait(false);

            if (filled < blockSize)
                break;
        }

        await hasher.CatchUpAsync().ConfigureAwait(false);

        // Returned only here: after a fault a hash or a write may still hold the blocks.
        ArrayPool<byte>.Shared.Return(block);
        if (spare is not null)
            ArrayPool<byte>.Shared.Return(spare);

        return length == 0 ? Rejection.FileEmpty : new IngestedContent(hasher.Finish(), length, contentType);
    }

    // Fills the block, or as much of it as shows that the limit is passed. Fewer bytes than a block means the end of the file.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FillAsync(Stream content, byte[] block, long length, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < blockSize && filled <= limit - length)
        {
            var read = await content.ReadAsync(block.AsMemory(filled, blockSize - filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            filled += read;
        }

        return filled;
    }

    // With as many uploads as processors under way every core is busy, and a second thread each only adds memory.
    private bool IsWorthOverlapping(long length) => length >= tuning.OverlapFrom && Volatile.Read(ref ingesting) * 2 <= Environment.ProcessorCount;
}
