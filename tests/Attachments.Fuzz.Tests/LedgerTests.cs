using Attachments.Fuzz.Campaigns;

namespace Attachments.Fuzz.Tests;

/// <summary>What docs/security.md says of all runs together.</summary>
public sealed class LedgerTests
{
    // What a target must have had before anybody relies on its parser. A new target is to run this long before it is released.
    private static readonly TimeSpan Least = TimeSpan.FromHours(1);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    private readonly Ledger ledger = Ledger.Open(Path.Combine(AppContext.BaseDirectory, "ledger.json"));

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Each_target_has_run_for_an_hour_of_processor_time(string target) =>
        Assert.InRange(ledger[target].CpuSeconds, Least.TotalSeconds, double.MaxValue);

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_took_a_second(string target) =>
        Assert.InRange(ledger[target].SlowestMilliseconds, 0, Hang.TotalMilliseconds);

    [Fact]
    public void The_page_says_what_the_ledger_says() =>
        Assert.Contains(LedgerTable.Format(ledger), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "security.md")), StringComparison.Ordinal);
}
