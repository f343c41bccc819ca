using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>Asks clamd about files that it must not call clean.</summary>
internal sealed class DaemonProbe(IOptions<ClamAVOptions> options, ClamdClient client)
{
    private const string Setting = "Attachments:Scanning:ClamAV:StreamMaxLength";

    private readonly long limit = options.Value.StreamMaxLength;

    // Made once: the checksum of 25 MiB takes a while.
    private readonly Lazy<ProbeFile> longest = new(() => ProbeFiles.Padded(options.Value.StreamMaxLength));
    private readonly Lazy<ProbeFile> tooLong = new(() => ProbeFiles.Padded(options.Value.StreamMaxLength + 1));

    /// <exception cref="ScannerUnavailableException">clamd could not be asked.</exception>
    public async ValueTask<ProbeFindings> RunAsync(CancellationToken cancellationToken)
    {
        if (IsClean(await AskAsync(ProbeFiles.Eicar, cancellationToken).ConfigureAwait(false)))
            return new ProbeFindings("clamd does not know the EICAR test file, so it has no signatures: see DatabaseDirectory in clamd.conf, and freshclam.");

        var whole = await AskWithHangUpAsync(longest.Value, cancellationToken).ConfigureAwait(false);
        var over = await AskWithHangUpAsync(tooLong.Value, cancellationToken).ConfigureAwait(false);
        var deep = await AskAsync(ProbeFiles.TooDeep, cancellationToken).ConfigureAwait(false);
        var encrypted = await AskAsync(ProbeFiles.Encrypted, cancellationToken).ConfigureAwait(false);

        if (whole.Kind == ClamdReplyKind.StreamTooLong)
            return new ProbeFindings($"clamd takes no stream of {limit} bytes, which {Setting} says it does: set StreamMaxLength in clamd.conf, or {Setting}, so that both are the same.");

        string[] settings =
        [
            .. IsClean(deep) ? ["AlertExceedsMax yes"] : Array.Empty<string>(),
            .. IsClean(encrypted) ? ["AlertEncrypted yes"] : Array.Empty<string>(),
            .. IsClean(whole) || IsClean(over) ? [SizeSettings] : Array.Empty<string>(),
        ];
        if (settings.Length > 0)
            return new ProbeFindings($"clamd calls files clean that it has not looked at: set {string.Join(" and ", settings)} in clamd.conf.");

        return whole.Kind == ClamdReplyKind.Infected
            ? new ProbeFindings()
            : new ProbeFindings(Warning: $"clamd cannot look at files of {limit} bytes ({whole.Text}), which are unscannable therefore: set {SizeSettings} in clamd.conf.");
    }

    // The archive counts, and again what is in it.
    private string SizeSettings => $"MaxFileSize to at least {limit} and MaxScanSize to at least {2 * limit}";

    private static bool IsClean(ClamdReply reply) => reply.Kind == ClamdReplyKind.Clean;

    private async ValueTask<ClamdReply> AskAsync(ProbeFile file, CancellationToken cancellationToken)
    {
        var stream = await ClamdStream.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            return await AskAsync(stream, file, cancellationToken).ConfigureAwait(false);
    }

    // Over a unix socket clamd's answer to a stream that is too long is lost when it hangs up. That it is still there, the next question shows.
    private async ValueTask<ClamdReply> AskWithHangUpAsync(ProbeFile file, CancellationToken cancellationToken)
    {
        var stream = await ClamdStream.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                return await AskAsync(stream, file, cancellationToken).ConfigureAwait(false);
            }
            catch (ScannerUnavailableException) when (stream.IsLost)
            {
                return new ClamdReply(ClamdReplyKind.StreamTooLong, "hung up");
            }
        }
    }

    private static async ValueTask<ClamdReply> AskAsync(ClamdStream stream, ProbeFile file, CancellationToken cancellationToken)
    {
        foreach (var block in file.Blocks())
            await stream.WriteAsync(block, cancellationToken).ConfigureAwait(false);

        var reply = await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return reply.Kind == ClamdReplyKind.NoVerdict ? throw new ScannerUnavailableException($"clamd gave no verdict but '{reply.Text}'.") : reply;
    }
}
