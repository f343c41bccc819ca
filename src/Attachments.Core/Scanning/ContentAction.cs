namespace Attachments.Scanning;

/// <summary>What is about to be done with an attachment's bytes.</summary>
public enum ContentAction
{
    /// <summary>They are given out as a file.</summary>
    Download,

    /// <summary>They are shown in place.</summary>
    Inline,

    /// <summary>A small picture is made of them. For hosts that make one: no endpoint of the library does.</summary>
    Thumbnail,

    /// <summary>The message that they belong to is sent.</summary>
    Send,

    /// <summary>They become part of a ZIP of all the message's attachments. For hosts that make one: no endpoint of the library does.</summary>
    Archive,
}
