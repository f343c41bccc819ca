namespace Attachments.Scanning;

/// <summary>When uploads are scanned.</summary>
public enum ScanMode
{
    /// <summary>Never. Attachments stay <see cref="ScanStatus.Pending"/> and can be read and sent.</summary>
    Off,

    /// <summary>After the upload was answered; until the verdict is in, the bytes are neither given out nor sent.</summary>
    Background,

    /// <summary>While the upload streams; its answer waits for the verdict.</summary>
    Inline,
}
