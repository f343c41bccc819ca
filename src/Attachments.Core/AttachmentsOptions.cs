namespace Attachments;

/// <summary>The limits of every upload. Section <c>Attachments</c>.</summary>
public sealed class AttachmentsOptions
{
    /// <summary>Gets or sets the longest file accepted.</summary>
    /// <value>In bytes, 1 or more. The default is 26,214,400 (25 MiB).</value>
    /// <remarks>Enforced while streaming, counting the file's bytes exactly; a declared length is only a hint.</remarks>
    public long MaxAttachmentSize { get; set; } = 26_214_400;

    /// <summary>Gets or sets how many attachments a message may have.</summary>
    /// <value>1 or more. The default is 20. Exact under any concurrency.</value>
    public int MaxAttachmentsPerMessage { get; set; } = 20;
}
