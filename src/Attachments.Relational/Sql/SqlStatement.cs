using System.Text.RegularExpressions;

namespace Attachments.Relational.Sql;

/// <summary>One statement, made once. Written with named parameters, sent with positional ones (<c>$1</c>), which both engines read.</summary>
public sealed partial class SqlStatement
{
    private readonly List<string> parameters = [];

    /// <summary>Makes a statement.</summary>
    /// <param name="template">The SQL, whose parameters are a dollar sign and a name of lower-case letters and underscores.</param>
    public SqlStatement(string template)
    {
        ArgumentNullException.ThrowIfNull(template);

        Text = Parameter().Replace(template, Position);
        ReturnsRows = template.TrimStart().StartsWith("SELECT", StringComparison.Ordinal) || template.Contains("RETURNING", StringComparison.Ordinal);
    }

    /// <summary>Gets the SQL as it is sent.</summary>
    public string Text { get; }

    /// <summary>Gets the names of its parameters; the first is <c>$1</c>.</summary>
    public IReadOnlyList<string> Parameters => parameters;

    /// <summary>Gets whether the statement has a result set, be it empty.</summary>
    public bool ReturnsRows { get; }

    /// <summary>Returns the SQL.</summary>
    public override string ToString() => Text;

    private string Position(Match match)
    {
        var name = match.Value[1..];
        var index = parameters.IndexOf(name);
        if (index < 0)
        {
            index = parameters.Count;
            parameters.Add(name);
        }

        return $"${index + 1}";
    }

    [GeneratedRegex(@"\$[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
