using System.CommandLine;
using System.Globalization;

namespace Attachments.Cli.Connections;

/// <summary>An option with a value between two bounds, both included.</summary>
internal static class BoundedOption
{
    public static Option<T> Create<T>(string name, string description, T usual, T least, T most)
        where T : IParsable<T>, IComparable<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
                    return value;

                result.AddError(FormattableString.Invariant($"{name} must be between {least} and {most}, but is '{text}'."));
                return usual;
            },
        };
}
