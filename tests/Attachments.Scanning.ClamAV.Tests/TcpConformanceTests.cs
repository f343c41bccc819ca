using Attachments.Scanning.ClamAV.Daemons;
using Attachments.Testing.Scanning;

namespace Attachments.Scanning.ClamAV;

public class TcpConformanceTests : BlobScannerConformanceTests
{
    private Clamd? clamd;

    protected override int? OpenConnections => clamd!.OpenConnections;

    private protected virtual string EndpointOf(Clamd daemon) => daemon.TcpEndpoint;

    protected override async ValueTask<IBlobScanner> CreateScannerAsync()
    {
        clamd = await Clamd.StartAsync(("StreamMaxLength", "4M"));
        return Scanners.At(EndpointOf(clamd), streamMaxLength: 4 * Scanners.MiB);
    }

    protected override async ValueTask<IBlobScanner> CreateUnreachableScannerAsync()
    {
        var gone = await Clamd.StartAsync();
        await gone.DisposeAsync();
        return Scanners.At(EndpointOf(gone));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (clamd is not null)
            await clamd.DisposeAsync();

        GC.SuppressFinalize(this);
    }
}
