using Attachments.Diagnostics;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>The health of one scanner.</summary>
/// <remarks>In the background a scanner that is away keeps nobody from uploading, so it does not take the host out of service; one that cannot be trusted does.</remarks>
internal sealed class ScannerProbe<TScanner>(IEnumerable<IBlobScanner> scanners, IOptions<ScanningOptions> options) : IReadinessProbe
    where TScanner : class, IBlobScanner
{
    private readonly TScanner scanner = scanners.OfType<TScanner>().First();

    public string Name => scanner.Name;

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Mode == ScanMode.Off)
            return null;

        try
        {
            return await scanner.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception) when (options.Value.Mode == ScanMode.Background && !exception.IsMisconfigured)
        {
            return exception.Message;
        }
    }
}
