using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Attachments.Ingestion;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Multipart;

/// <summary>Reads a form from a pipe, delimiter by delimiter, without holding more of it than a line.</summary>
/// <param name="reader">The request's body.</param>
/// <param name="delimiter">CRLF, two hyphens and the boundary.</param>
/// <param name="allowance">How many bytes the form may have that are held or parsed: delimiters, headers, fields.</param>
/// <param name="ignorable">How many bytes the form may have that nobody asks for: parts of other names, and what stands before the first delimiter and behind the last.</param>
/// <remarks>Refuses by <see cref="UploadInterruptedException"/>, which carries the answer.</remarks>
internal sealed class MultipartBody(PipeReader reader, byte[] delimiter, int allowance, long ignorable)
{
    private const int ScratchSize = 4096;

    // Hardly any part has more than 200 bytes of headers: what is copied beyond them is copied in vain.
    private const int UsualHeaders = 512;

    // The body's first line, and a part's first after its headers, may be a delimiter although no CRLF of its own stands before it.
    private bool atLineStart = true;

    private DelimiterMatch pending;

    private bool hasBegun;

    private int overhead;

    private long ignored;

    /// <summary>Gets how many bytes came that are not the file's.</summary>
    public long Overhead => overhead + ignored;

    /// <summary>Reads content up to the next delimiter.</summary>
    /// <param name="destination">Where to; not empty.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>How many bytes were read: what is there, as much as fits. 0 at the delimiter, however often it is asked.</returns>
    // Waits once for each block of a file: pooled, so that what an upload allocates does not grow with its length.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadContentAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (pending.Kind == DelimiterKind.None)
        {
            var result = await ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.IsEmpty && result.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start);
                throw hasBegun ? new UploadInterruptedException() : new UploadInterruptedException(Rejection.MalformedForm("The form's boundary does not occur in it"));
            }

            var count = TakeContent(buffer, destination.Span, result.IsCompleted);

            // What may yet become a delimiter stays in the pipe. Where that is all there is, only more bytes can tell.
            var position = buffer.GetPosition(count);
            reader.AdvanceTo(position, count == 0 && pending.Kind == DelimiterKind.None ? buffer.End : position);
            if (count > 0)
                return count;
        }

        return 0;
    }

    /// <summary>Skips content, then the delimiter behind it.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Which delimiter it was.</returns>
    public async ValueTask<DelimiterKind> SkipToNextAsync(CancellationToken cancellationToken)
    {
        await IgnoreContentAsync(cancellationToken);

        var (kind, length) = pending;
        var result = await ReadAsync(cancellationToken);
        reader.AdvanceTo(result.Buffer.GetPosition(length));
        Count(length);
        pending = default;
        hasBegun = true;
        return kind;
    }

    /// <summary>Reads the headers of a part; its content follows.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<PartHeaders> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        var block = new ArrayBufferWriter<byte>();
        var end = -1;
        while (end < 0)
        {
            var result = await ReadAsync(cancellationToken);
            var known = block.WrittenCount;
            var chunk = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, known == 0 ? UsualHeaders : ScratchSize));
            chunk.CopyTo(block.GetSpan((int)chunk.Length));
            block.Advance((int)chunk.Length);

            // Never a byte of the content that follows.
            end = PartHeaders.FindEnd(block.WrittenSpan, Math.Max(known - 3, 0));
            var taken = end < 0 ? (int)chunk.Length : end - known;
            reader.AdvanceTo(result.Buffer.GetPosition(taken));
            Count(taken);
            if (taken == 0 && result.IsCompleted)
                throw new UploadInterruptedException();
        }

        atLineStart = true;
        return PartHeaders.Parse(block.WrittenSpan[..end]);
    }

    /// <summary>Copies a small part's content.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask CopyContentAsync(ArrayBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        int count;
        while ((count = await ReadContentAsync(destination.GetMemory(ScratchSize), cancellationToken)) > 0)
        {
            Count(count);
            destination.Advance(count);
        }
    }

    /// <summary>Skips what stands behind the last delimiter.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask SkipEpilogueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await ReadAsync(cancellationToken);
            var length = result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            Ignore(length);
            if (result.IsCompleted)
                return;
        }
    }

    private async ValueTask IgnoreContentAsync(CancellationToken cancellationToken)
    {
        if (pending.Kind != DelimiterKind.None)
            return;

        var scratch = ArrayPool<byte>.Shared.Rent(ScratchSize);
        try
        {
            int count;
            while ((count = await ReadContentAsync(scratch, cancellationToken)) > 0)
                Ignore(count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    // Gathers first and searches the gathered bytes: one copy, one vectorised search over memory that is in the cache, no segments to stitch together.
    private int TakeContent(ReadOnlySequence<byte> buffer, Span<byte> destination, bool isLast)
    {
        if (atLineStart && !TryPassLineStart(buffer, isLast))
            return 0;

        var count = (int)Math.Min(buffer.Length, destination.Length);
        var window = destination[..count];
        buffer.Slice(0, count).CopyTo(window);

        var from = 0;
        while (NextCandidate(window, from) is var candidate and >= 0)
        {
            var match = DelimiterMatch.At(buffer.Slice(candidate), delimiter, isLast);
            if (match.Kind == DelimiterKind.Unknown)
                return candidate;

            if (match.Kind != DelimiterKind.None)
            {
                pending = match;
                return candidate;
            }

            from = candidate + 1;
        }

        return count;
    }

    // A delimiter in full, or, where the window ends too early to tell, the CR that may begin one.
    private int NextCandidate(ReadOnlySpan<byte> window, int from)
    {
        var whole = window[from..].IndexOf(delimiter);
        if (whole >= 0)
            return from + whole;

        var tail = Math.Max(from, window.Length - (delimiter.Length - 1));
        var cr = window[tail..].IndexOf((byte)'\r');
        return cr < 0 ? -1 : tail + cr;
    }

    private bool TryPassLineStart(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var match = DelimiterMatch.At(buffer, delimiter.AsSpan(2), isLast);
        if (match.Kind == DelimiterKind.Unknown)
            return false;

        atLineStart = false;
        if (match.Kind == DelimiterKind.None)
            return true;

        pending = match;
        return false;
    }

    private void Count(long bytes)
    {
        if (bytes > allowance - overhead)
            throw new UploadInterruptedException(new Rejection(RejectionCode.FileTooLarge, "The form around the file exceeds 1MB"));

        overhead += (int)bytes;
    }

    // A form without the file, or with another one beside it, is read to its end to be told so: it may be as long as one that has it.
    private void Ignore(long bytes)
    {
        if (bytes > ignorable - ignored)
            throw new UploadInterruptedException(new Rejection(RejectionCode.FileTooLarge, "The other parts of the form are longer than a file may be"));

        ignored += bytes;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await reader.ReadAsync(cancellationToken);
            return result.IsCanceled ? throw new OperationCanceledException("The read of the body was cancelled.") : result;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status413PayloadTooLarge)
        {
            throw;
        }
        catch (IOException exception)
        {
            throw new UploadInterruptedException(Rejection.UploadInterrupted.Detail, exception);
        }
    }
}
