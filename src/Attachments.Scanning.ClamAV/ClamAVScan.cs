using Attachments.Content;
using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning.ClamAV;

/// <summary>Counts what clamd gets to see, and makes a verdict of what it says.</summary>
internal sealed class ClamAVScan(ClamdRequest request, bool takesFile, DaemonWord word, long limit, Action<ClamdRequest> ended) : BlobScan
{
    // Only where clamd does not tell by itself.
    private readonly EncryptionWatch? encryption = word.PassesEncrypted ? new EncryptionWatch() : null;
    private long seen;
    private bool isTooLong;
    private bool isDisposed;

    public override bool WantsContent => !isTooLong && !request.IsFile && !request.IsAnswered;

    public static ScanReport TooLong(ScannerVersion version, long limit) =>
        new(ScanVerdict.Unscannable, version, $"Longer than StreamMaxLength, which is {limit} bytes.");

    public override async ValueTask<bool> TryTakeFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        if (!takesFile || !WantsContent)
            return false;

        seen = RandomAccess.GetLength(file);
        isTooLong = seen > limit;
        if (!isTooLong)
            await request.PassFileAsync(file, cancellationToken).ConfigureAwait(false);

        return true;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!WantsContent)
            return ValueTask.CompletedTask;

        // Not left to clamd, whose answer to a stream that is too long is lost on a unix socket.
        isTooLong = bytes.Length > limit - seen;
        if (isTooLong)
            return ValueTask.CompletedTask;

        seen += bytes.Length;
        encryption?.See(bytes.Span);
        return request.WriteAsync(bytes, cancellationToken);
    }

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (isTooLong)
            return TooLong(word.Version, limit);

        if (!request.IsAnswered && seen != length)
            throw new ScannerUnavailableException($"clamd was sent {seen} of {length} bytes.");

        var reply = await request.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ClamdReplyKind.Clean when word.Distrust is { } distrust => throw new ScannerUnavailableException(distrust) { IsMisconfigured = true },
            ClamdReplyKind.Clean when encryption?.Found is { } encrypted => new ScanReport(ScanVerdict.Unscannable, word.Version, encrypted),
            ClamdReplyKind.Clean when seen == length => new ScanReport(ScanVerdict.Clean, word.Version),
            ClamdReplyKind.Infected => new ScanReport(ScanVerdict.Infected, word.Version, reply.Text),
            ClamdReplyKind.Unscannable or ClamdReplyKind.StreamTooLong => new ScanReport(ScanVerdict.Unscannable, word.Version, reply.Text),
            _ => throw new ScannerUnavailableException($"clamd gave no verdict but '{reply.Text}'."),
        };
    }

    public override async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;

        isDisposed = true;
        await request.DisposeAsync().ConfigureAwait(false);
        ended(request);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
