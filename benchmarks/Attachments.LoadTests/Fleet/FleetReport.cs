using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.LoadTests.Fleet;

/// <summary>What a run did and saw, as Markdown.</summary>
internal sealed record FleetReport(FleetSettings Settings, IReadOnlyList<Operation> Operations, IReadOnlyList<Outage> Outages, IReadOnlyList<string> Violations)
{
    private const double MiB = 1024 * 1024;
    private const int ShownViolations = 50;

    /// <summary>Gets how long clients were at work.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets how long the hosts took to clear up afterwards.</summary>
    public required TimeSpan Settling { get; init; }

    public required int Messages { get; init; }

    /// <summary>Gets how many attachments were downloaded whole and compared in the end, each through every host.</summary>
    public required int CheckedDownloads { get; init; }

    /// <summary>Gets how many objects the bucket has in the end.</summary>
    public required int Objects { get; init; }

    /// <summary>Gets how many bytes the library's own consistency check has read and hashed.</summary>
    public required long CheckedBytes { get; init; }

    public void Print(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{Settings.Hosts} hosts, {Settings.Clients} clients, {Duration.TotalMinutes:F1} minutes, jobs on {Settings.Jobs}, scanning {(Settings.Scans ? "in the background" : "off")}, seed {Settings.Seed}"));
        PrintOperations(output);
        PrintLatencies(output);
        PrintOutages(output);
        PrintEnd(output);
    }

    private void PrintOperations(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| operation | done | scan pending | 503 | broken | no host | cancelled | violations | MiB |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var kind in Operations.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key))
        {
            var counts = string.Join(" | ", Enum.GetValues<OperationOutcome>().Select(outcome => kind.Count(operation => operation.Outcome == outcome)));
            output.WriteLine(FormattableString.Invariant($"| {NameOf(kind.Key)} | {counts} | {kind.Sum(operation => operation.Bytes) / MiB:F0} |"));
        }
    }

    private void PrintLatencies(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| answered in ms | calm: p50 | p99 | longest | disturbed: p50 | p99 | longest | longest time without one, s |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        var done = Operations.Where(operation => operation.Outcome == OperationOutcome.Done).ToList();
        foreach (var kind in done.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key))
            PrintLatency(output, NameOf(kind.Key), [.. kind]);

        PrintLatency(output, "503", [.. Operations.Where(operation => operation.Outcome == OperationOutcome.Unavailable)]);
        PrintLatency(output, "any success", done);
    }

    private static void PrintLatency(TextWriter output, string name, IReadOnlyList<Operation> operations)
    {
        var calm = Latencies([.. operations.Where(operation => !operation.IsDisturbed)]);
        var disturbed = Latencies([.. operations.Where(operation => operation.IsDisturbed)]);
        output.WriteLine(FormattableString.Invariant($"| {name} | {calm} | {disturbed} | {(name == "503" ? "" : LongestGap(operations).ToString("F1", null))} |"));
    }

    private static string Latencies(IReadOnlyList<Operation> operations)
    {
        if (operations.Count == 0)
            return "| | ";

        var sorted = operations.Select(operation => (operation.To - operation.From).TotalMilliseconds).Order().ToList();
        return FormattableString.Invariant($"{sorted[sorted.Count / 2]:F0} | {sorted[(int)((sorted.Count - 1) * 0.99)]:F0} | {sorted[^1]:F0}");
    }

    private static double LongestGap(IReadOnlyList<Operation> operations)
    {
        var ends = operations.Select(operation => operation.To.TotalSeconds).Order().ToList();
        return ends.Zip(ends.Skip(1), (before, after) => after - before).DefaultIfEmpty().Max();
    }

    private void PrintOutages(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| fault | times | until every host was ready again, s: shortest | median | longest |");
        output.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var kind in Outages.GroupBy(outage => outage.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var lengths = kind.Select(outage => (outage.To!.Value - outage.From).TotalSeconds).Order().ToList();
            output.WriteLine(FormattableString.Invariant($"| {kind.Key} | {lengths.Count} | {lengths[0]:F1} | {lengths[lengths.Count / 2]:F1} | {lengths[^1]:F1} |"));
        }
    }

    private void PrintEnd(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"In the end: {Messages} messages; {Settling.TotalSeconds:F1} s from the last fault to the last leftover swept; {CheckedDownloads} whole downloads compared byte for byte, through every host."));
        output.WriteLine(FormattableString.Invariant(
            $"Rows and bucket, by SQL and S3 listing alone: {Objects} objects. The library's own check, every byte hashed: {CheckedBytes / MiB:F0} MiB. What they found, if anything, is among the violations."));
        output.WriteLine(Violations.Count == 0 ? "Verdict: PASSED, nothing was seen that may not be." : $"Verdict: FAILED, {Violations.Count} violations:");
        foreach (var violation in Violations.Take(ShownViolations))
            output.WriteLine($"- {violation}");
    }

    private static string NameOf(OperationKind kind) => kind switch
    {
        OperationKind.UploadAfterSend => "upload to a sent message (400)",
        OperationKind.DeleteMessage => "delete a message",
        OperationKind.Draft => "new draft",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
