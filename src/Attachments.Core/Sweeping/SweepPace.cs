using System.Diagnostics;

namespace Attachments.Sweeping;

/// <summary>The rest that a sweep takes between two of its steps: requests are to notice little of it, and nobody waits for its end.</summary>
/// <remarks>Without it, a sweep of a million blobs more than doubled the 99th percentile of the requests beside it (benchmark <c>sweep-backlog</c>).</remarks>
internal static class SweepPace
{
    // A sweep works for a quarter of its time.
    private const int RestsPerStep = 3;

    // What is slow because a database is in trouble must not make a sweep last for hours.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Rests for three times as long as the step took, one second at most.</summary>
    /// <param name="began">When the step began, as <see cref="Stopwatch.GetTimestamp"/> said.</param>
    /// <param name="cancellationToken">Ends the rest.</param>
    public static Task RestAsync(long began, CancellationToken cancellationToken)
    {
        var rest = RestsPerStep * Stopwatch.GetElapsedTime(began);
        return Task.Delay(rest < Longest ? rest : Longest, cancellationToken);
    }
}
