using Attachments.Ingestion;
using BenchmarkDotNet.Attributes;

namespace Attachments.Benchmarks.Ingestion;

/// <summary>Names as clients send them, from the everyday to the hostile.</summary>
[MemoryDiagnoser]
public class FileNameBenchmarks
{
    private readonly string hostile = string.Concat(Enumerable.Repeat("e\u0301\u202E", 200_000)) + ".pdf";

    [Params("plain", "path", "accents", "megabyte")]
    public string Kind { get; set; } = "plain";

    private string Name => Kind switch
    {
        "path" => @"C:\Users\alice\Documents\Quarterly report (final).docx",
        "accents" => "Übersicht über Fa\u0308lle <2026>.pdf",
        "megabyte" => hostile,
        _ => "Quarterly report.pdf",
    };

    [Benchmark]
    public string Clean() => FileNameRules.Clean(Name, "application/pdf");

    [Benchmark]
    public string ExtensionOf() => FileNameRules.ExtensionOf(Name);
}
