namespace Attachments.Scanning;

/// <summary>When an action is allowed.</summary>
internal enum VerdictRule
{
    /// <summary>Never, whatever the options say.</summary>
    Never,

    /// <summary>Always.</summary>
    Always,

    /// <summary>While scanning is off.</summary>
    UnlessScanned,

    /// <summary>While scanning is off, or with <see cref="ScanningOptions.AllowDownloadBeforeScan"/>.</summary>
    UnlessPendingIsHeldBack,

    /// <summary>With <see cref="ScanningOptions.AllowUnscannable"/>.</summary>
    WhereUnscannableIsAllowed,
}
