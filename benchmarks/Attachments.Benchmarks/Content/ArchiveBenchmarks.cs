using System.IO.Compression;
using System.Text;
using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Benchmarks.Content;

/// <summary>What it costs to look into an upload of 25 MiB, shown in blocks as the ingester shows them.</summary>
[MemoryDiagnoser]
public class ArchiveBenchmarks
{
    private const int Length = 25 * 1024 * 1024;
    private const int BlockLength = 128 * 1024;
    private const int Entries = 500;

    private readonly IContentInspector inspector = new ServiceCollection().AddAttachmentsCore().Services.BuildServiceProvider().GetServices<IContentInspector>()
        .First(static inspector => inspector.GetType().Name == "ArchiveInspector");

    private byte[] pdf = [];
    private byte[] stored = [];
    private byte[] text = [];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        pdf = new byte[Length];
        random.NextBytes(pdf);
        "%PDF-1.7\n"u8.CopyTo(pdf);

        var noise = new byte[(Length - (Entries * 200)) / Entries];
        random.NextBytes(noise);
        noise[0] = 0;
        stored = Zip(CompressionLevel.NoCompression, _ => noise);
        text = Zip(CompressionLevel.Optimal, _ => Text(random));

        Console.WriteLine($"// {stored.Length:N0} bytes of stored entries, {text.Length:N0} bytes of text entries");
    }

    [Benchmark(Baseline = true)]
    public Task<bool> Pdf() => InspectAsync(pdf, "report.pdf", "application/pdf");

    [Benchmark]
    public Task<bool> ZipOfStoredEntries() => InspectAsync(stored, "photos.zip", "application/zip");

    [Benchmark]
    public Task<bool> ZipOfTextEntries() => InspectAsync(text, "reports.zip", "application/zip");

    private async Task<bool> InspectAsync(byte[] bytes, string name, string contentType)
    {
        await using var inspection = inspector.Begin(new InspectedUpload(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), name, contentType))!;
        for (var at = 0; at < bytes.Length; at += BlockLength)
        {
            if (await inspection.InspectAsync(bytes.AsMemory(at, Math.Min(BlockLength, bytes.Length - at)), CancellationToken.None) is { } rejection)
                throw new InvalidOperationException(rejection.Detail);
        }

        return await inspection.CompleteAsync(CancellationToken.None) is null ? true : throw new InvalidOperationException("The benchmark's own file is refused.");
    }

    private static byte[] Zip(CompressionLevel level, Func<int, byte[]> contentOf)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var number = 0; number < Entries; number++)
            {
                using var entry = zip.CreateEntry($"{number:D3}.txt", level).Open();
                entry.Write(contentOf(number));
            }
        }

        return bytes.ToArray();
    }

    // Words by chance, deflated to a fifth: all entries together come to the length.
    private static byte[] Text(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 277_000)
            text.Append((char)('a' + random.Next(26)), random.Next(1, 3)).Append(random.Next(1000)).Append(" of a report\n");

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
