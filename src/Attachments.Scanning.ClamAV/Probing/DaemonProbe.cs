using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>Asks clamd about files that it must not call clean.</summary>
internal sealed class DaemonProbe(IOptions<ClamAVOptions> options, ClamdClient client)
{
    private const string Setting = "Attachments:Scanning:ClamAV:StreamMaxLength";

    private readonly long limit = options.Value.StreamMaxLength;

    // The archive counts, and then again what is in it.
    private string SizeSettings => $"MaxFileSize to at least {limit} and MaxScanSize to at least {2 * limit}";

    /// <summary>Probes.</summary>
    /// <param name="cutsOff">What an earlier probe has shown of it, which is not asked again: the answer takes clamd seconds.</param>
    /// <param name="cancellationToken">Cancels the probe.</param>
    /// <exception cref="ScannerUnavailableException">clamd could not be asked.</exception>
    public async ValueTask<ProbeFindings> RunAsync(bool? cutsOff, CancellationToken cancellationToken)
    {
        // A daemon that fails is not asked about encryption. Where it is used all the same, the scanner looks for it.
        if (await IsCleanAsync(ProbeFiles.Eicar, cancellationToken).ConfigureAwait(false))
            return new ProbeFindings("clamd does not know the EICAR test file, so it has no signatures: see DatabaseDirectory in clamd.conf, and freshclam.") { PassesEncrypted = true };

        var longest = await AskAsync(ProbeFiles.Padded(limit), cancellationToken).ConfigureAwait(false);
        var missing = await FindMissingSettingsAsync(longest, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            return new ProbeFindings($"clamd calls files clean that it has not looked at: set {string.Join(" and ", missing)} in clamd.conf.") { PassesEncrypted = true };

        cutsOff ??= await CutsOffAsync(cancellationToken).ConfigureAwait(false);
        var passesEncrypted = await PassesEncryptedAsync(cancellationToken).ConfigureAwait(false);
        var warnings = Warnings(longest, passesEncrypted, cutsOff == true).ToList();
        return new ProbeFindings(Warning: warnings.Count == 0 ? null : string.Join(" ", warnings)) { CutsOff = cutsOff, PassesEncrypted = passesEncrypted };
    }

    private IEnumerable<string> Warnings(ClamdReply longest, bool passesEncrypted, bool cutsOff)
    {
        if (longest.Kind == ClamdReplyKind.StreamTooLong)
            yield return $"clamd takes no stream of {limit} bytes, which {Setting} says it does: set StreamMaxLength in clamd.conf, or {Setting}, so that both are the same.";
        else if (longest.Kind != ClamdReplyKind.Infected)
            yield return $"clamd cannot look at files of {limit} bytes ({longest.Text}), so that they are unscannable: set {SizeSettings} in clamd.conf.";

        if (passesEncrypted)
            yield return "clamd calls encrypted archives and documents clean, of which only ZIP and Office are told without it: set AlertEncrypted yes in clamd.conf.";

        if (cutsOff)
            yield return "clamd calls a ZIP clean of which a compressed entry expands beyond MaxFileSize, without having looked at the rest of it: set MaxFileSize to at least what MaxScanSize is in clamd.conf.";
    }

    private async ValueTask<List<string>> FindMissingSettingsAsync(ClamdReply longest, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (await IsCleanAsync(ProbeFiles.TooDeep, cancellationToken).ConfigureAwait(false))
            missing.Add("AlertExceedsMax yes");

        if (longest.Kind == ClamdReplyKind.Clean || await IsCleanAsync(ProbeFiles.Padded(limit + 1), cancellationToken).ConfigureAwait(false))
            missing.Add(SizeSettings);

        return missing;
    }

    // An answer that takes too long is none, and no reason not to scan.
    private async ValueTask<bool?> CutsOffAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await IsCleanAsync(ProbeFiles.Expanding.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception) when (exception.InnerException is TimeoutException)
        {
            return null;
        }
    }

    private async ValueTask<bool> PassesEncryptedAsync(CancellationToken cancellationToken) =>
        await IsCleanAsync(ProbeFiles.EncryptedArchive, cancellationToken).ConfigureAwait(false)
        || await IsCleanAsync(ProbeFiles.EncryptedDocument, cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> IsCleanAsync(ProbeFile file, CancellationToken cancellationToken) =>
        (await AskAsync(file, cancellationToken).ConfigureAwait(false)).Kind == ClamdReplyKind.Clean;

    private async ValueTask<ClamdReply> AskAsync(ProbeFile file, CancellationToken cancellationToken)
    {
        var stream = await ClamdRequest.OpenStreamAsync(client, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                foreach (var block in file.Blocks())
                    await stream.WriteAsync(block, cancellationToken).ConfigureAwait(false);

                var reply = await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
                return reply.Kind == ClamdReplyKind.NoVerdict ? throw new ScannerUnavailableException($"clamd gave no verdict but '{reply.Text}'.") : reply;
            }
            catch (ScannerUnavailableException) when (stream.IsLost && file.Length >= limit)
            {
                // Over a unix socket the answer to a stream that is too long is lost when clamd hangs up.
                return new ClamdReply(ClamdReplyKind.StreamTooLong, "");
            }
        }
    }
}
