using System.Security.Cryptography;
using Attachments.Ingestion;
using BenchmarkDotNet.Attributes;

namespace Attachments.Benchmarks.Ingestion;

/// <summary>SHA-256 over 25 MiB: what the library does block by block, beside the framework's one call.</summary>
[MemoryDiagnoser]
public class HashBenchmarks
{
    private const int Length = 25 * 1024 * 1024;
    private const int BlockSize = 128 * 1024;

    private readonly byte[] content = new byte[Length];

    [GlobalSetup]
    public void Setup() => new Random(1).NextBytes(content);

    [Benchmark(Baseline = true)]
    public byte[] OneCall() => SHA256.HashData(content);

    [Benchmark]
    public async Task<string> BlockByBlock()
    {
        await using var hasher = new ContentHasher();
        for (var offset = 0; offset < Length; offset += BlockSize)
            await hasher.AppendAsync(content.AsMemory(offset, BlockSize));

        return hasher.Finish().ToString();
    }

    [Benchmark]
    public async Task<string> BesideTheCaller()
    {
        await using var hasher = new ContentHasher();
        for (var offset = 0; offset < Length; offset += BlockSize)
            await hasher.AppendBesideAsync(content.AsMemory(offset, BlockSize));

        await hasher.CatchUpAsync();
        return hasher.Finish().ToString();
    }
}
