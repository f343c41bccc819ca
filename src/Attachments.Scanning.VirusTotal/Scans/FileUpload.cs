using System.Runtime.CompilerServices;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Api;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>One file on its way to VirusTotal.</summary>
internal sealed class FileUpload(VirusTotalApi api, ContentDigest digest, long length, bool needsAddress, ScanBudget budget) : IAsyncDisposable
{
    private readonly UploadContent content = new(digest.ToString(), length);
    private readonly CancellationTokenSource abandoned = new();
    private Task<string?>? sending;
    private Stream? stream;
    private long written;
    private bool isDisposed;

    /// <summary>Gets how many bytes the file was announced to have.</summary>
    public long Length => length;

    /// <summary>Gets whether VirusTotal has answered already, so that no more bytes are of use.</summary>
    public bool IsAnswered => sending is { IsCompleted: true };

    /// <summary>Sends the file's next bytes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))] // Called for every block: allocation must not grow with the file.
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > length - written)
            throw ScanFault.OtherBytes();

        if (await OpenAsync(cancellationToken).ConfigureAwait(false) is not { } open)
            return;

        try
        {
            await open.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            written += bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or ObjectDisposedException)
        {
            // The request knows why its stream broke.
            await AnswerAsync(cancellationToken).ConfigureAwait(false);
            throw ApiFault.Unreachable(exception);
        }
    }

    /// <summary>Ends the form and waits for the answer.</summary>
    /// <returns>The analysis' id, or null where the file is too large for VirusTotal.</returns>
    public async ValueTask<string?> EndAsync(CancellationToken cancellationToken)
    {
        // An answer that came before the end tells why; it cannot be to the whole file.
        if (await OpenAsync(cancellationToken).ConfigureAwait(false) is null || IsAnswered)
        {
            var early = await AnswerAsync(cancellationToken).ConfigureAwait(false);
            return early is null ? null : throw ApiFault.NotUnderstood("answer to an upload");
        }

        if (written != length)
            throw ScanFault.OtherBytes();

        content.End();
        return await AnswerAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;

        isDisposed = true;
        await abandoned.CancelAsync().ConfigureAwait(false);
        if (sending is not null)
            await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        content.Dispose();
        abandoned.Dispose();
    }

    // Null where VirusTotal refused the file by its headers.
    private async ValueTask<Stream?> OpenAsync(CancellationToken cancellationToken)
    {
        if (stream is not null)
            return stream;

        if (sending is null)
        {
            var address = needsAddress ? await api.CreateUploadAddressAsync(budget, cancellationToken).ConfigureAwait(false) : null;
            sending = api.UploadAsync(content, address, budget, abandoned.Token);
        }

        await Task.WhenAny(content.Opened, sending).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (content.Opened.IsCompletedSuccessfully)
            return stream = await content.Opened.ConfigureAwait(false);

        await AnswerAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<string?> AnswerAsync(CancellationToken cancellationToken) => await sending!.WaitAsync(cancellationToken).ConfigureAwait(false);
}
