using System.Diagnostics.CodeAnalysis;

namespace Attachments;

/// <summary>The value of an operation, or the reason for which it was refused.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <remarks>Refusals are values: they are expected and cost nothing to make. Faults (a store that is down, a bug) are exceptions.</remarks>
public readonly struct AttachmentResult<T>
    where T : notnull
{
    private readonly T? value;

    /// <summary>Makes a result that carries a value.</summary>
    /// <param name="value">The value.</param>
    public AttachmentResult(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    /// <summary>Makes a result that carries a refusal.</summary>
    /// <param name="rejection">Why the operation was refused.</param>
    public AttachmentResult(Rejection rejection)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        Rejection = rejection;
    }

    /// <summary>Gets why the operation was refused; null where it was not.</summary>
    public Rejection? Rejection { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The operation was refused.</exception>
    public T Value => value is not null && Rejection is null
        ? value
        : throw new InvalidOperationException($"The operation was refused: {Rejection?.Code.ToString() ?? "no result"}.");

    /// <summary>Gets the value, or the refusal.</summary>
    /// <param name="accepted">The value where the operation went through.</param>
    /// <param name="rejection">The refusal where it did not.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGetValue([NotNullWhen(true)] out T? accepted, [NotNullWhen(false)] out Rejection? rejection)
    {
        accepted = value;
        rejection = Rejection;
        if (rejection is null && accepted is null)
            throw new InvalidOperationException("An AttachmentResult was used that nothing was put into.");

        return rejection is null;
    }

    /// <summary>Wraps a value.</summary>
    public static implicit operator AttachmentResult<T>(T value) => new(value);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator AttachmentResult<T>(Rejection rejection) => new(rejection);
}
