using Attachments.Content.Images;
using Attachments.Content.Types;
using Attachments.Content.Types.Text;
using Attachments.Corpus;
using BenchmarkDotNet.Attributes;

namespace Attachments.Benchmarks.Content;

/// <summary>What it costs to look at an upload's bytes: the table of signatures over all samples, the text check and the image header over a block.</summary>
[MemoryDiagnoser]
public class DetectBenchmarks
{
    private readonly SignatureContentTypeDetector detector = new();
    private readonly byte[][] samples = [.. CorpusFile.Heads.Select(static sample => sample.Bytes)];
    private readonly byte[] text = new byte[1024 * 1024];
    private readonly byte[] png = CorpusFile.Heads.First(static sample => sample.Name == "PNG").Bytes;

    [GlobalSetup]
    public void Setup() => text.AsSpan().Fill((byte)'a');

    /// <summary>Detects all samples once: the mean of one is this by their number.</summary>
    [Benchmark]
    public int DetectSamples()
    {
        var found = 0;
        foreach (var sample in samples)
            found += detector.Detect(sample) is null ? 0 : 1;
        return found;
    }

    [Benchmark]
    public bool DetectText() => detector.Detect(text.AsSpan(0, detector.HeadLength)) is null;

    [Benchmark]
    public bool CheckMegabyteOfText() => TextCheck.IsText(text);

    [Benchmark]
    public long ReadPngSize() => ImageSizeReader.Read(png).Frames;
}
