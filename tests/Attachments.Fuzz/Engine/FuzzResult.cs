namespace Attachments.Fuzz.Engine;

/// <summary>The figures of one run of one target.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="CpuSeconds">The processor time of the whole process.</param>
/// <param name="Inputs">How many inputs ran.</param>
/// <param name="Edges">How many branches were taken by any input; 0 where nothing is instrumented.</param>
/// <param name="CorpusSize">How many inputs are worth keeping, those that are checked in included.</param>
/// <param name="Findings">How many faults were found, each counted once.</param>
/// <param name="SlowestMilliseconds">How long the slowest input took, the best of four times.</param>
/// <param name="SlowestLength">How many bytes it had.</param>
internal sealed record FuzzResult(
    string Target, double CpuSeconds, long Inputs, int Edges, int CorpusSize, int Findings, double SlowestMilliseconds, int SlowestLength);
