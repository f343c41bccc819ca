using System.Diagnostics.CodeAnalysis;

namespace Attachments.Access;

/// <summary>Names one user within a tenant.</summary>
/// <remarks>1 to 64 characters of <c>[A-Za-z0-9._@:+-]</c>, compared by ordinal.</remarks>
public readonly record struct UserId
{
    private readonly string? value;

    private UserId(string value) => this.value = value;

    /// <summary>Gets the text.</summary>
    public string Value => value ?? throw new InvalidOperationException("This UserId was never given a value.");

    /// <summary>Makes a user's id of its text.</summary>
    /// <param name="text">1 to 64 characters of <c>[A-Za-z0-9._@:+-]</c>.</param>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static UserId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("A user id is 1 to 64 characters of [A-Za-z0-9._@:+-].");

    /// <summary>Makes a user's id of its text, where it is of the right form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    /// <returns>Whether the text is 1 to 64 characters of <c>[A-Za-z0-9._@:+-]</c>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        id = default;
        if (!Identifier.IsValid(text))
            return false;

        id = new UserId(text);
        return true;
    }

    /// <summary>Returns the text.</summary>
    public override string ToString() => value ?? "";
}
