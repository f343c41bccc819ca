using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Attachments.Cli.Connections;

/// <summary>How many bytes may be read in a second: a number, or one with a unit.</summary>
internal static class RateOption
{
    private static readonly (string Unit, long Factor)[] Units =
        [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];

    public static Option<long?> Create() => new("--rate")
    {
        Description = "How many bytes may be read in a second, such as 50MiB. Without it as many as there are.",
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var (unit, factor) = Array.Find(Units, unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase)) is { Unit: not null } found ? found : ("", 1);
        if (long.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue / factor)
            return number * factor;

        result.AddError($"--rate must be a number of bytes per second, such as 1000000 or 50MiB, but is '{text}'.");
        return null;
    }
}
