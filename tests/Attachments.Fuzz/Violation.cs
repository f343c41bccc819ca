using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Attachments.Fuzz;

/// <summary>A property that does not hold of an input.</summary>
/// <param name="property">The property.</param>
internal sealed class Violation(string property) : Exception($"Does not hold: {property}")
{
    public string Property => property;

    /// <summary>Throws where a property does not hold.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="property">The property; by default the condition as it is written.</param>
    public static void Unless([DoesNotReturnIf(false)] bool holds, [CallerArgumentExpression(nameof(holds))] string property = "")
    {
        if (!holds)
            throw new Violation(property);
    }

    /// <summary>Throws where two values differ.</summary>
    public static void UnlessEqual<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string property = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new Violation($"{property} is {Show(expected)}, not {Show(actual)}");
    }

    private static string Show<T>(T value)
    {
        var text = value?.ToString() ?? "null";
        return text.Length > 200 ? string.Concat(text.AsSpan(0, 200), "…") : text;
    }
}
