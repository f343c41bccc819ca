using System.Text.Json;
using Attachments.Cli.Output;
using Attachments.Storage.S3.Probing;
using Spectre.Console;

namespace Attachments.Cli.Probe;

/// <summary>Shows a probe's report: a table on a terminal, lines in a pipe, JSON where it is asked for.</summary>
internal static class S3ProbeOutput
{
    public static void Write(S3ProbeReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(ProbeReportLine.Of(report), CliJson.Default.ProbeReportLine));
            return;
        }

        if (Console.IsOutputRedirected)
            WriteLines(report.Steps);
        else
            WriteTable(report.Steps);

        Console.Out.WriteLine();
        Console.Out.WriteLine(Sentence(report));
        if (report.Settings is { } settings)
            Console.Out.WriteLine(settings);
    }

    private static void WriteLines(IReadOnlyList<S3ProbeStep> steps)
    {
        var width = steps.Max(static step => step.Name.Length);
        foreach (var step in steps)
            Console.Out.WriteLine($"{step.Name.PadRight(width)}  {Word(step.Outcome),-7}  {step.Detail}");
    }

    private static void WriteTable(IReadOnlyList<S3ProbeStep> steps)
    {
        var table = new Table().AddColumns("step", "outcome", "seen");
        foreach (var step in steps)
            table.AddRow(new Text(step.Name), new Text(Word(step.Outcome), StyleOf(step.Outcome)), new Text(step.Detail));

        AnsiConsole.Write(table);
    }

    private static string Sentence(S3ProbeReport report) => report.Verdict switch
    {
        S3ProbeVerdict.Works => $"The store works in this bucket as it is set, with the profile {report.Profile}:",
        S3ProbeVerdict.WorksOtherwise => $"The store works in this bucket with the profile {report.Profile}. Use these settings:",
        _ => $"The store does not work in this bucket: {report.Steps.First(static step => step.Outcome == S3ProbeOutcome.Failed).Detail}.",
    };

    private static string Word(S3ProbeOutcome outcome) => outcome switch
    {
        S3ProbeOutcome.Works => "works",
        S3ProbeOutcome.Lacking => "lacking",
        S3ProbeOutcome.Warning => "warning",
        S3ProbeOutcome.Failed => "failed",
        _ => "skipped",
    };

    private static Style StyleOf(S3ProbeOutcome outcome) => outcome switch
    {
        S3ProbeOutcome.Works => new Style(Color.Green),
        S3ProbeOutcome.Warning => new Style(Color.Yellow),
        S3ProbeOutcome.Failed => new Style(Color.Red),
        _ => Style.Plain,
    };
}
