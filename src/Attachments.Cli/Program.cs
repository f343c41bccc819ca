using System.CommandLine;
using Attachments.Cli;
using Attachments.Cli.Fsck;
using Attachments.Cli.Migrate;
using Attachments.Cli.Probe;

var root = new RootCommand("Looks after the attachments of a mail application: its rows in a database, its bytes in a store. Hosts may run meanwhile.")
{
    FsckCommand.Create(),
    MigrateCommand.Create(),
    S3ProbeCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync();
    return (int)ExitCode.CouldNotRun;
}

// A checkpoint is written before the work that it is about: whoever interrupts waits for nothing but the block under way.
return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
