using System.CommandLine;
using Attachments.Cli.Connections;
using Attachments.Cli.Output;
using Attachments.Storage.Migration;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Cli.Migrate;

/// <summary><c>attachments migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var connection = new ConnectionOptions();
        var options = new MigrateOptions();
        var command = new Command("migrate", "Copies every blob that a new store lacks, once all hosts write to it. Copies nothing without --copy. Exit codes: 0 complete, 1 some blobs could not be copied, 2 could not run.");
        connection.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, token) => CommandRunner.RunAsync(cancellation => RunAsync(connection.Read(parsed), options, parsed, cancellation), token));
        return command;
    }

    private static async Task<ExitCode> RunAsync(Connection connection, MigrateOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (from, to) = options.ReadStores(parsed, connection.Configuration);
        var copy = options.ReadCopy(parsed);
        var checkpoint = new CheckpointFile(
            copy.DryRun ? null : parsed.GetValue(options.Checkpoint), $"migrate {connection.Description} {from.Description} {to.Description}");
        var services = await CliServices.BuildAsync(
            connection, builder => builder.UseStoreMigration(StoreMigrationStep.Copy, from.Use, to.Use), cancellationToken);
        await using var disposal = services.ConfigureAwait(false);

        var display = new ProgressDisplay();
        var output = new MigrateOutput(display, checkpoint, parsed.GetValue(options.Json), copy.DryRun);
        var start = checkpoint.Read();
        var report = await display.ShowAsync(() =>
            services.GetRequiredService<IStoreMigrator>().CopyAsync(copy with { Checkpoint = start }, output, cancellationToken).AsTask());
        output.Complete(report);
        return report.IsComplete ? ExitCode.Clean : ExitCode.Findings;
    }
}
