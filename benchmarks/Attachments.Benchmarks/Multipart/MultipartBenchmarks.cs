using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Attachments.AspNetCore.Multipart;
using BenchmarkDotNet.Attributes;

namespace Attachments.Benchmarks.Multipart;

/// <summary>A form with one file of 25 MiB, in segments as Kestrel receives them, read block by block and dropped.</summary>
[MemoryDiagnoser]
public class MultipartBenchmarks
{
    private const int Length = 25 * 1024 * 1024;

    private readonly byte[] delimiter = Boundary.Parse("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW")!;
    private readonly byte[] block = new byte[128 * 1024];
    private ReadOnlySequence<byte> form;

    /// <summary>Gets or sets what the file is made of: random bytes, or nothing but CR, which each may begin a delimiter.</summary>
    [Params("random", "CR")]
    public string Content { get; set; } = "random";

    [Params(4, 64)]
    public int SegmentKiB { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var file = new byte[Length];
        if (Content == "CR")
            file.AsSpan().Fill((byte)'\r');
        else
            new Random(1).NextBytes(file);

        byte[] bytes =
        [
            .. delimiter.AsSpan(2), .. "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"u8,
            .. file, .. delimiter, .. Encoding.ASCII.GetBytes("--\r\n"),
        ];
        form = FormSegment.Split(bytes, SegmentKiB * 1024);
    }

    [Benchmark]
    public async Task<long> ReadForm()
    {
        var body = new MultipartBody(PipeReader.Create(form), delimiter, allowance: 1024 * 1024, ignorable: long.MaxValue);
        await body.SkipToNextAsync(CancellationToken.None);
        await body.ReadHeadersAsync(CancellationToken.None);

        var length = 0L;
        int read;
        while ((read = await body.ReadContentAsync(block, CancellationToken.None)) > 0)
            length += read;

        await body.SkipToNextAsync(CancellationToken.None);
        return length == Length ? length : throw new InvalidOperationException($"{length} bytes came out of the form.");
    }
}
