namespace Attachments.Scanning;

/// <summary>What is done with the bytes of an infected blob.</summary>
public enum InfectedContent
{
    /// <summary>They are deleted.</summary>
    Remove,

    /// <summary>They are kept, out of reach of every endpoint, until somebody releases or purges them (<see cref="IAttachmentQuarantine"/>).</summary>
    Quarantine,
}
