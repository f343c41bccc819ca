using Attachments.LoadTests;
using Attachments.LoadTests.Clamd;

return args switch
{
    ["memory"] => await MemoryBenchmark.RunAsync(giantGiB: 5, concurrentUploads: 64),
    ["memory", "--short"] => await MemoryBenchmark.RunAsync(giantGiB: 1, concurrentUploads: 64),
    ["clamd", "scan"] => await ScanBenchmark.RunAsync(),
    ["clamd", "inline"] => await InlineBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Attachments.LoadTests memory [--short] | clamd scan | clamd inline");
    return 2;
}
