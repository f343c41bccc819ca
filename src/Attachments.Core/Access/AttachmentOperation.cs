namespace Attachments.Access;

/// <summary>What a caller wants to do.</summary>
public enum AttachmentOperation
{
    /// <summary>See the list of a message's attachments.</summary>
    List,

    /// <summary>See one attachment's metadata.</summary>
    Read,

    /// <summary>Read one attachment's bytes.</summary>
    Download,

    /// <summary>Add an attachment to a message.</summary>
    Upload,

    /// <summary>Delete one attachment.</summary>
    Delete,
}
