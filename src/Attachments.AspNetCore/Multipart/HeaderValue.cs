using System.Text;

namespace Attachments.AspNetCore.Multipart;

/// <summary>A header's value with its parameters, such as <c>form-data; name="file"</c>.</summary>
internal sealed class HeaderValue
{
    // Each name is compared with those before it. Nobody sends more than a few.
    private const int MaxParameters = 16;

    private readonly List<KeyValuePair<string, string>> parameters = [];

    private HeaderValue(string value) => Value = value;

    /// <summary>Gets what stands before the parameters.</summary>
    public string Value { get; }

    /// <summary>Reads a value.</summary>
    /// <returns>Null where it is malformed, has more than 16 parameters, or a parameter comes twice: readers would disagree on which one counts.</returns>
    /// <remarks>An unquoted parameter may hold more than a token does; boundaries with an equals sign are often sent without quotes.</remarks>
    public static HeaderValue? Parse(string? text)
    {
        if (text is null)
            return null;

        var end = text.IndexOf(';');
        var header = new HeaderValue((end < 0 ? text : text[..end]).Trim(' ', '\t'));

        for (var position = end; position >= 0 && position < text.Length;)
        {
            if (text[position] != ';' || !header.TryReadParameter(text, ref position))
                return null;
        }

        return header;
    }

    /// <summary>Gets a parameter; null where it is missing.</summary>
    /// <param name="name">Its name, in lower case.</param>
    public string? this[string name]
    {
        get
        {
            foreach (var parameter in parameters)
            {
                if (parameter.Key == name)
                    return parameter.Value;
            }

            return null;
        }
    }

    // Reads from a semicolon up to the next one, or to the end. An empty parameter ("; ;") is none.
    private bool TryReadParameter(string text, ref int position)
    {
        position = SkipBlanks(text, position + 1);
        if (position == text.Length || text[position] == ';')
            return true;

        var equals = text.IndexOf('=', position);
        if (equals < 0 || parameters.Count == MaxParameters)
            return false;

        var name = text[position..equals].TrimEnd(' ', '\t').ToLowerInvariant();
        if (name.Length == 0 || name.AsSpan().ContainsAny(";\" \t") || this[name] is not null)
            return false;

        position = SkipBlanks(text, equals + 1);
        if (!TryReadValue(text, ref position, out var value))
            return false;

        position = SkipBlanks(text, position);
        parameters.Add(new(name, value));
        return true;
    }

    private static bool TryReadValue(string text, ref int position, out string value)
    {
        if (position < text.Length && text[position] == '"')
            return TryReadQuoted(text, ref position, out value);

        var end = text.IndexOf(';', position);
        if (end < 0)
            end = text.Length;

        value = text[position..end].TrimEnd(' ', '\t');
        position = end;
        return !value.Contains('"');
    }

    // A backslash escapes a quote and itself. Before anything else it is the path separator of a client that sends whole paths.
    private static bool TryReadQuoted(string text, ref int position, out string value)
    {
        var unquoted = new StringBuilder();
        for (var i = position + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                position = i + 1;
                value = unquoted.ToString();
                return true;
            }

            if (c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
                c = text[++i];

            unquoted.Append(c);
        }

        value = "";
        return false;
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;

        return position;
    }
}
