using System.Diagnostics.CodeAnalysis;

namespace Attachments.Messages;

/// <summary>Names one message of the host.</summary>
/// <remarks>Opaque to the library: 1 to 128 characters without control characters, compared by ordinal.</remarks>
public readonly record struct MessageId
{
    private const int MaxLength = 128;

    private readonly string? value;

    private MessageId(string value) => this.value = value;

    /// <summary>Gets the text.</summary>
    public string Value => value ?? throw new InvalidOperationException("This MessageId was never given a value.");

    /// <summary>Makes a message's id of its text.</summary>
    /// <param name="text">1 to 128 characters, none of them a control character.</param>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static MessageId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A message id is 1 to 128 characters without control characters.");

    /// <summary>Makes a message's id of its text, where it is of the right form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    /// <returns>Whether the text is 1 to 128 characters, none of them a control character or half of a surrogate pair.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        id = default;
        if (text is not { Length: >= 1 and <= MaxLength } || !IsStorable(text))
            return false;

        id = new MessageId(text);
        return true;
    }

    /// <summary>Returns the text.</summary>
    public override string ToString() => value ?? "";

    // PostgreSQL's text holds neither U+0000 nor half a surrogate pair; other control characters have no business in an id.
    private static bool IsStorable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (System.Text.Rune.IsControl(rune) || rune == System.Text.Rune.ReplacementChar)
                return false;
        }

        return true;
    }
}
