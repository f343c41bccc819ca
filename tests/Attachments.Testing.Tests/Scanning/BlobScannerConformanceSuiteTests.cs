using System.Reflection;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Scanning;

// A suite that cannot fail proves nothing: every promise that a scanner breaks must fail at least the fact that is named for it.
public sealed class BlobScannerConformanceSuiteTests
{
    public static TheoryData<ScannerFault, string> Faults => new()
    {
        { ScannerFault.FindsNothing, nameof(Suite.Infected_bytes_are_infected_and_the_threat_is_named) },
        { ScannerFault.NamesNoThreat, nameof(Suite.Infected_bytes_are_infected_and_the_threat_is_named) },
        { ScannerFault.FindsEverything, nameof(Suite.Bytes_without_malware_are_not_infected_and_bear_the_version_that_looked) },
        { ScannerFault.ReportsAnotherVersion, nameof(Suite.Bytes_without_malware_are_not_infected_and_bear_the_version_that_looked) },
        { ScannerFault.FindsSomethingInNothing, nameof(Suite.No_bytes_at_all_are_not_infected) },
        { ScannerFault.KeepsTheCallersBuffer, nameof(Suite.The_verdict_does_not_hang_on_how_the_bytes_were_cut) },
        { ScannerFault.LooksAtTheFirstWriteAlone, nameof(Suite.The_verdict_does_not_hang_on_how_the_bytes_were_cut) },
        { ScannerFault.FailsOnEmptyWrites, nameof(Suite.An_empty_write_adds_nothing) },
        { ScannerFault.SharesItsState, nameof(Suite.Scans_at_once_do_not_disturb_each_other) },
        { ScannerFault.IgnoresTheLength, nameof(Suite.Bytes_of_another_number_than_the_blob_has_are_never_clean) },
        { ScannerFault.IsCleanWhenUnreachable, nameof(Suite.A_scanner_that_cannot_be_reached_is_unavailable_and_gives_no_verdict) },
        { ScannerFault.IsCleanWhenUnreachable, nameof(Suite.The_check_of_a_scanner_that_cannot_be_reached_says_so) },
        { ScannerFault.SaysThatTheUnreachableIsMisconfigured, nameof(Suite.The_check_of_a_scanner_that_cannot_be_reached_says_so) },
        { ScannerFault.IgnoresCancellation, nameof(Suite.BeginAsync_is_cancelled_by_its_token) },
        { ScannerFault.IgnoresCancellation, nameof(Suite.CompleteAsync_is_cancelled_by_its_token) },
        { ScannerFault.IgnoresCancellation, nameof(Suite.CheckAsync_is_cancelled_by_its_token) },
        { ScannerFault.IgnoresCancellation, nameof(Suite.ReadVersionAsync_is_cancelled_by_its_token) },
        { ScannerFault.LeavesScansOpen, nameof(Suite.Disposing_frees_what_a_scan_held_whether_it_was_completed_or_given_up) },
        { ScannerFault.FailsOnTheSecondDispose, nameof(Suite.A_scan_may_be_disposed_twice) },
        { ScannerFault.FailsAfterScansThatWereGivenUp, nameof(Suite.Scans_that_were_given_up_do_not_disturb_the_next_one) },
        { ScannerFault.WarnsOfNothing, nameof(Suite.CheckAsync_warns_of_nothing_where_all_is_well) },
        { ScannerFault.HasNoEngine, nameof(Suite.ReadVersionAsync_names_the_engine) },
        { ScannerFault.TakesFilesUnseen, nameof(Suite.A_file_that_is_offered_is_judged_as_its_bytes_are) },
        { ScannerFault.WantsTheBytesOfFilesToo, nameof(Suite.No_bytes_are_wanted_of_a_file_that_was_taken) },
        { ScannerFault.HasAnUglyName, nameof(Suite.The_name_is_lower_case_and_without_spaces) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_broken_promise_fails_the_fact_that_is_named_for_it(ScannerFault fault, string fact)
    {
        Assert.Null(await RunAsync(ScannerFault.None, fact));

        Assert.NotNull(await RunAsync(fault, fact));
    }

    private static async Task<Exception?> RunAsync(ScannerFault fault, string fact)
    {
        var method = typeof(BlobScannerConformanceTests).GetMethod(fact)!;
        object?[][] rows = [.. method.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data)];

        foreach (var row in rows is [] ? [[]] : rows)
        {
            var suite = new Suite(fault);
            await suite.InitializeAsync();
            if (await Record.ExceptionAsync(() => InvokeAsync(method, suite, row)) is { } failure)
                return failure;
        }

        return null;
    }

    private static Task InvokeAsync(MethodInfo fact, Suite suite, object?[] row) => fact.Invoke(suite, row) as Task ?? Task.CompletedTask;

    // Nested, so that xunit does not run it by itself.
    private sealed class Suite(ScannerFault fault) : BlobScannerConformanceTests
    {
        private readonly FaultyScanner scanner = new(fault);

        protected override int? OpenConnections => scanner.OpenScans;

        protected override TimeSpan Patience => TimeSpan.FromMilliseconds(200);

        protected override ValueTask<IBlobScanner> CreateScannerAsync() => ValueTask.FromResult<IBlobScanner>(scanner);

        protected override ValueTask<IBlobScanner> CreateUnreachableScannerAsync() => ValueTask.FromResult<IBlobScanner>(new FaultyScanner(fault, isReachable: false));
    }
}
