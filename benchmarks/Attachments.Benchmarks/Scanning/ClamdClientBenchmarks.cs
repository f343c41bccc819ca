using System.Globalization;
using System.Net;
using Attachments.Scanning;
using Attachments.Scanning.ClamAV;
using Attachments.Scanning.ClamAV.Protocol;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;

namespace Attachments.Benchmarks.Scanning;

/// <summary>The client's own part of a scan: its peer on this machine takes the bytes and looks at none. What clamd does with them is measured by <c>Attachments.LoadTests clamd</c>.</summary>
[MemoryDiagnoser]
public class ClamdClientBenchmarks
{
    private const int BlockSize = 128 * 1024;

    private readonly byte[] block = new byte[BlockSize];
    private IndifferentClamd clamd = null!;
    private ClamdClient client = null!;

    [Params(16 * 1024, 25 * 1024 * 1024)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        clamd = new IndifferentClamd();
        var endpoint = string.Create(CultureInfo.InvariantCulture, $"tcp://{IPAddress.Loopback}:{clamd.Port}");
        client = new ClamdClient(Options.Create(new ClamAVOptions { Endpoint = endpoint }), Options.Create(new ScanningOptions()), TimeProvider.System);
    }

    [GlobalCleanup]
    public void Cleanup() => clamd.Dispose();

    [Benchmark]
    public async Task Stream()
    {
        await using var stream = await ClamdRequest.OpenStreamAsync(client, CancellationToken.None);
        for (var offset = 0; offset < Length; offset += BlockSize)
            await stream.WriteAsync(block.AsMemory(0, Math.Min(BlockSize, Length - offset)), CancellationToken.None);

        var reply = await stream.CompleteAsync(CancellationToken.None);
        if (reply.Kind != ClamdReplyKind.Clean)
            throw new InvalidOperationException($"The answer was {reply}.");
    }
}
