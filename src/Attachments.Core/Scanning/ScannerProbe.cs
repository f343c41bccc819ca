using Attachments.Diagnostics;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>The health of one scanner.</summary>
/// <remarks>A scanner that uploads do not wait for keeps nobody from uploading while it is away, so it does not take the host out of service; one that cannot be trusted does.</remarks>
internal sealed class ScannerProbe<TScanner>(IEnumerable<IBlobScanner> scanners, IOptions<ScanningOptions> options) : IReadinessProbe
    where TScanner : class, IBlobScanner
{
    private readonly TScanner scanner = scanners.OfType<TScanner>().First();

    public string Name => scanner.Name;

    private bool IsWaitedFor => options.Value.Mode == ScanMode.Inline && scanner.CanScanInline;

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Mode == ScanMode.Off)
            return null;

        try
        {
            return await scanner.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception) when (!exception.IsMisconfigured && !IsWaitedFor)
        {
            return exception.Message;
        }
    }
}
