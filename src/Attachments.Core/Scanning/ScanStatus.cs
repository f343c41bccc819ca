namespace Attachments.Scanning;

/// <summary>What scanning has said of a blob. The numbers are stored.</summary>
public enum ScanStatus
{
    /// <summary>Not scanned yet. The first state, and the only one while scanning is off.</summary>
    Pending = 0,

    /// <summary>Every byte was looked at and nothing was found.</summary>
    Safe = 1,

    /// <summary>Malware was found.</summary>
    Infected = 2,

    /// <summary>A scanner could not look at all of the bytes; this is final.</summary>
    Unscannable = 3,
}
