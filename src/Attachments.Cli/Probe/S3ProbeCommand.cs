using System.CommandLine;
using Attachments.Cli.Connections;
using Attachments.Storage.S3;
using Attachments.Storage.S3.Probing;
using Microsoft.Extensions.Configuration;

namespace Attachments.Cli.Probe;

/// <summary><c>attachments s3-probe</c>.</summary>
internal static class S3ProbeCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config")
        {
            Description = "A JSON file with the host's settings. Environment variables (Attachments__Storage__S3__SecretKey) win over it.",
        };
        var section = new Option<string>("--section") { Description = "The section with the bucket's settings.", DefaultValueFactory = _ => "Attachments:Storage:S3" };
        var json = new Option<bool>("--json") { Description = "Writes the report as one JSON object." };

        var command = new Command("s3-probe", "Tries what a bucket's service understands, and says which profile to use. Exit codes: 0 works as it is set, 1 works with the settings that are printed, 2 does not work.")
        {
            config, section, json,
        };
        command.SetAction((parsed, token) => CommandRunner.RunAsync(
            cancellation => RunAsync(SectionOf(parsed.GetValue(config)?.FullName, parsed.GetValue(section)!), parsed.GetValue(json), cancellation), token));
        return command;
    }

    private static async Task<ExitCode> RunAsync(IConfigurationSection section, bool json, CancellationToken cancellationToken)
    {
        var report = await S3Probe.RunAsync(section.Get<S3StoreOptions>() ?? new(), section.Get<S3ProtocolOptions>(), cancellationToken);
        S3ProbeOutput.Write(report, json);

        return report.Verdict switch
        {
            S3ProbeVerdict.Works => ExitCode.Clean,
            S3ProbeVerdict.WorksOtherwise => ExitCode.Findings,
            _ => ExitCode.CouldNotRun,
        };
    }

    private static IConfigurationSection SectionOf(string? file, string name)
    {
        var section = Connection.Read(file).GetSection(name);
        return section.Exists() ? section : throw new UsageException($"The configuration has no section {name}.");
    }
}
