using Attachments.LoadTests;

return args switch
{
    ["memory"] => await MemoryBenchmark.RunAsync(giantGiB: 5, concurrentUploads: 64),
    ["memory", "--short"] => await MemoryBenchmark.RunAsync(giantGiB: 1, concurrentUploads: 64),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Attachments.LoadTests memory [--short]");
    return 2;
}
