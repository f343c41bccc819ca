using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Attachments;

/// <summary>Names one attachment.</summary>
/// <remarks>
/// A UUID of version 7 (RFC 9562, section 5.7). The ids that one host makes are monotonic, so they sort in the order in which they were made.
/// </remarks>
/// <param name="Value">The UUID.</param>
public readonly record struct AttachmentId(Guid Value) : IComparable<AttachmentId>
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Parses the 36-character form with hyphens, in either case. No other form is accepted.</summary>
    /// <param name="text">The text to parse.</param>
    /// <param name="id">The id, or the default where the text is not one.</param>
    /// <returns>Whether <paramref name="text"/> is an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out AttachmentId id)
    {
        id = default;
        // The framework's parser also takes white space, signs and "0x".
        if (text?.Length != 36 || text.AsSpan().ContainsAnyExcept(Digits) || !Guid.TryParseExact(text, "D", out var value))
            return false;

        id = new AttachmentId(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(AttachmentId other) => Value.CompareTo(other.Value);

    /// <summary>Returns the lower-case 36-character form.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Compares in the order of creation.</summary>
    public static bool operator <(AttachmentId left, AttachmentId right) => left.CompareTo(right) < 0;

    /// <summary>Compares in the order of creation.</summary>
    public static bool operator <=(AttachmentId left, AttachmentId right) => left.CompareTo(right) <= 0;

    /// <summary>Compares in the order of creation.</summary>
    public static bool operator >(AttachmentId left, AttachmentId right) => left.CompareTo(right) > 0;

    /// <summary>Compares in the order of creation.</summary>
    public static bool operator >=(AttachmentId left, AttachmentId right) => left.CompareTo(right) >= 0;
}
