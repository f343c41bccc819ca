using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>The figures of all runs of one target.</summary>
/// <param name="CpuSeconds">Their processor time together.</param>
/// <param name="Inputs">How many inputs ran.</param>
/// <param name="Edges">How many branches the run with the most took.</param>
/// <param name="CorpusSize">How many inputs the largest corpus had.</param>
/// <param name="Findings">How many faults were found, those counted again that several runs found.</param>
/// <param name="SlowestMilliseconds">How long the slowest input took.</param>
/// <param name="SlowestLength">How many bytes it had.</param>
internal sealed record LedgerEntry(double CpuSeconds, long Inputs, int Edges, int CorpusSize, int Findings, double SlowestMilliseconds, int SlowestLength)
{
    public static LedgerEntry Empty { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public LedgerEntry With(FuzzResult run) => new(
        Math.Round(CpuSeconds + run.CpuSeconds, 1),
        Inputs + run.Inputs,
        Math.Max(Edges, run.Edges),
        Math.Max(CorpusSize, run.CorpusSize),
        Findings + run.Findings,
        Math.Round(Math.Max(SlowestMilliseconds, run.SlowestMilliseconds), 1),
        run.SlowestMilliseconds > SlowestMilliseconds ? run.SlowestLength : SlowestLength);
}
