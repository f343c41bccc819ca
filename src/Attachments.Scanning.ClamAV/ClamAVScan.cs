using Attachments.Content;
using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;

namespace Attachments.Scanning.ClamAV;

/// <summary>Counts what clamd gets to see, and makes a verdict of what it says.</summary>
internal sealed class ClamAVScan(ClamdStream stream, DaemonWord word, long limit, Action<ClamdStream> ended) : BlobScan
{
    // Only where clamd does not tell by itself.
    private readonly EncryptionWatch? encryption = word.PassesEncrypted ? new EncryptionWatch() : null;
    private long seen;
    private bool isTooLong;
    private bool isDisposed;

    public override bool WantsContent => !isTooLong && !stream.IsAnswered;

    public static ScanReport TooLong(ScannerVersion version, long limit) =>
        new(ScanVerdict.Unscannable, version, $"Longer than StreamMaxLength, which is {limit} bytes.");

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
        return stream.WriteAsync(bytes, cancellationToken);
    }

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (isTooLong)
            return TooLong(word.Version, limit);

        if (!stream.IsAnswered && seen != length)
            throw new ScannerUnavailableException($"clamd was sent {seen} of {length} bytes.");

        var reply = await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
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
        await stream.DisposeAsync().ConfigureAwait(false);
        ended(stream);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
