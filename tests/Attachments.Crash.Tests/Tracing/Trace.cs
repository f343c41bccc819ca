using System.Text.RegularExpressions;

namespace Attachments.Crash.Tracing;

/// <summary>Reads what <c>strace -f -yy</c> wrote. Calls of several threads interleave: a call may begin on one line and end on a later one.</summary>
internal static partial class Trace
{
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, SystemCall>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(resumed.Groups["thread"].Value, out var begun))
                calls.Add(begun with { Arguments = begun.Arguments + resumed.Groups["arguments"].Value, Ended = number });
            else if (Unfinished().Match(line) is { Success: true } start)
                unfinished[start.Groups["thread"].Value] = new SystemCall(start.Groups["name"].Value, start.Groups["arguments"].Value, number, int.MaxValue);
            else if (Whole().Match(line) is { Success: true } whole)
                calls.Add(new SystemCall(whole.Groups["name"].Value, whole.Groups["arguments"].Value, number, number));
        }

        return calls;
    }

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>(?<arguments>.*) = \d+")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*) <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    // Calls that failed end in "= -1" and changed nothing.
    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)\) += \d+")]
    private static partial Regex Whole();
}
