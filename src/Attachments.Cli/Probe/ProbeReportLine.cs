using System.Text.Json;
using Attachments.Storage.S3;
using Attachments.Storage.S3.Probing;

namespace Attachments.Cli.Probe;

/// <summary>A probe's report as a line of JSON.</summary>
internal sealed record ProbeReportLine(S3ProbeVerdict Verdict, S3Profile? Profile, JsonElement? Settings, IReadOnlyList<S3ProbeStep> Steps)
{
    public static ProbeReportLine Of(S3ProbeReport report) =>
        new(report.Verdict, report.Profile, report.Settings is { } settings ? JsonElement.Parse(settings) : null, report.Steps);
}
