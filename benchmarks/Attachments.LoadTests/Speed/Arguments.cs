using System.Globalization;

namespace Attachments.LoadTests.Speed;

/// <summary>A command line of <c>--name value</c> and <c>--switch</c>. What is not known is an error.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> given = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> arguments, IReadOnlyCollection<string> names, IReadOnlyCollection<string> switches)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (switches.Contains(arguments[i]))
                given[arguments[i]] = null;
            else if (names.Contains(arguments[i]) && i + 1 < arguments.Count)
                given[arguments[i]] = arguments[++i];
            else
                throw new ArgumentException($"'{arguments[i]}' is not understood. Known: {string.Join(' ', names.Select(static name => name + " …").Concat(switches))}");
        }
    }

    public bool Has(string name) => given.ContainsKey(name);

    public string? Text(string name) => given.GetValueOrDefault(name);

    public string Required(string name) => Text(name) ?? throw new ArgumentException($"{name} is needed.");

    public int? Number(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
