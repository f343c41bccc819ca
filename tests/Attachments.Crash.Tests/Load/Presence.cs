namespace Attachments.Crash.Load;

/// <summary>What a client knows of an attachment.</summary>
internal enum Presence
{
    /// <summary>It was never made, or a delete was answered.</summary>
    Absent,

    /// <summary>Its upload was answered 201.</summary>
    Present,

    /// <summary>A request about it was never answered: it is wholly there or wholly not.</summary>
    Unknown,
}
