using System.CommandLine;
using Attachments.Cli.Connections;
using Attachments.Cli.Output;
using Attachments.Consistency;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Cli.Fsck;

/// <summary><c>attachments fsck</c>.</summary>
internal static class FsckCommand
{
    public static Command Create()
    {
        var connection = new ConnectionOptions();
        var options = new FsckOptions();
        var command = new Command("fsck", "Holds rows and objects against each other. Changes nothing without --repair. Exit codes: 0 nothing found, 1 findings, 2 could not run.");
        connection.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, token) => CommandRunner.RunAsync(cancellation => RunAsync(connection.Read(parsed), options, parsed, cancellation), token));
        return command;
    }

    private static async Task<ExitCode> RunAsync(Connection connection, FsckOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = options.ReadStore(parsed, connection.Configuration);
        var checkpoint = new CheckpointFile(parsed.GetValue(options.Checkpoint), $"fsck {connection.Description} {store.Description}");
        var check = options.ReadCheck(parsed) with { Checkpoint = checkpoint.Read() };
        var services = await CliServices.BuildAsync(connection, store.Use, cancellationToken);
        await using var disposal = services.ConfigureAwait(false);

        var display = new ProgressDisplay();
        var output = new FsckOutput(display, checkpoint, parsed.GetValue(options.Json));
        var report = await display.ShowAsync(() => services.GetRequiredService<IConsistencyChecker>().CheckAsync(check, output, cancellationToken).AsTask());
        output.Complete(report);
        return report.IsConsistent ? ExitCode.Clean : ExitCode.Findings;
    }
}
