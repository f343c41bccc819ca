namespace Attachments.Scanning.ClamAV;

/// <summary>What is done with a clamd that passes files as clean without having looked at all of them.</summary>
public enum ClamAVProbeFailure
{
    /// <summary>It is not believed when it calls a file clean, and readiness fails, until its settings are right. What it finds counts.</summary>
    Fail,

    /// <summary>It is scanned with nevertheless. Readiness and the log bear a warning, and <see cref="ScanStatus.Safe"/> means less than it says.</summary>
    Warn,

    /// <summary>It is not probed.</summary>
    Ignore,
}
