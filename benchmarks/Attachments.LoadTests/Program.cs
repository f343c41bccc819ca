using Attachments.LoadTests;
using Attachments.LoadTests.Clamd;
using Attachments.LoadTests.RowLevelSecurity;

return args switch
{
    ["memory"] => await MemoryBenchmark.RunAsync(giantGiB: 5, concurrentUploads: 64),
    ["memory", "--short"] => await MemoryBenchmark.RunAsync(giantGiB: 1, concurrentUploads: 64),
    ["clamd", "scan"] => await ScanBenchmark.RunAsync(),
    ["clamd", "inline"] => await InlineBenchmark.RunAsync(),
    ["row-level-security"] => await RowLevelSecurityBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Attachments.LoadTests memory [--short] | clamd scan | clamd inline | row-level-security");
    return 2;
}
