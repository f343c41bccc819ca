using Attachments.LoadTests;
using Attachments.LoadTests.Clamd;
using Attachments.LoadTests.Fleet;
using Attachments.LoadTests.RowLevelSecurity;
using Attachments.LoadTests.S3;
using Attachments.LoadTests.Speed;
using Attachments.LoadTests.Speed.Servers;

return args switch
{
    ["memory"] => await MemoryBenchmark.RunAsync(giantGiB: 5, concurrentUploads: 64),
    ["memory", "--short"] => await MemoryBenchmark.RunAsync(giantGiB: 1, concurrentUploads: 64),
    ["clamd", "scan"] => await ScanBenchmark.RunAsync(),
    ["clamd", "inline"] => await InlineBenchmark.RunAsync(),
    ["fleet", .. var arguments] => await FleetCommand.RunAsync(arguments),
    ["row-level-security"] => await RowLevelSecurityBenchmark.RunAsync(),
    ["serve", var name, .. var arguments] => await ServeCommand.RunAsync(name, arguments),
    [("upload" or "download" or "metadata" or "peak" or "inspection" or "all" or "growth" or "sweep-backlog") and var command, .. var arguments] => await SpeedCommand.RunAsync(command, arguments),
    ["s3", "throughput"] => await ThroughputBenchmark.RunAsync(rounds: 15),
    ["s3", "memory"] => await StoreMemoryBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Attachments.LoadTests memory [--short] | clamd scan | clamd inline | row-level-security | s3 throughput | s3 memory | fleet …
                                     upload | download | metadata | peak | inspection | all [--rounds N] [--short] [--save] [--tuned] [--only PART] [--server-cpus LIST]
                                     growth [--rows N] [--keep SCHEMA] | sweep-backlog [--rows N] [--backlog N] [--minutes N] [--keep SCHEMA]
                                     serve NAME --urls URL --data DIRECTORY …
        """);
    return 2;
}
