namespace Attachments.Storage;

/// <summary>Names one blob; a UUID of version 7 that is never used again.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct BlobId(Guid Value)
{
    /// <summary>Returns the lower-case 36-character form.</summary>
    public override string ToString() => Value.ToString("D");
}
