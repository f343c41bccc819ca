using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;
using Attachments.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning.ClamAV;

internal static class Scanners
{
    public const int MiB = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ClamAVScanner At(
        string endpoint, long streamMaxLength = MiB, ClamAVProbeFailure probeFailure = ClamAVProbeFailure.Fail, TimeSpan? timeout = null, int maxConnections = 32, TimeProvider? clock = null)
    {
        var options = Options.Create(new ClamAVOptions
        {
            Endpoint = endpoint,
            StreamMaxLength = streamMaxLength,
            ProbeFailure = probeFailure,
            MaxConnections = maxConnections,
            ConnectTimeout = TimeSpan.FromSeconds(2),
        });
        var scanning = Options.Create(new ScanningOptions { Timeout = timeout ?? TimeSpan.FromSeconds(30) });
        var client = new ClamdClient(options, scanning, clock ?? TimeProvider.System);
        return new ClamAVScanner(options, client, new DaemonTrust(options, client, new DaemonProbe(options, client), NullLogger<DaemonTrust>.Instance), NullLogger<ClamAVScanner>.Instance);
    }

    public static ScanTarget NewTarget() => new(new BlobKey(TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7())));

    public static async Task<ScanReport> ScanAsync(this IBlobScanner scanner, byte[] bytes, int blockSize = 128 * 1024)
    {
        await using var scan = await scanner.BeginAsync(NewTarget(), Token);
        for (var at = 0; at < bytes.Length && scan.WantsContent; at += blockSize)
            await scan.WriteAsync(bytes.AsMemory(at, Math.Min(blockSize, bytes.Length - at)), Token);

        return await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token);
    }
}
