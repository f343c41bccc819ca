namespace Attachments.Diagnostics;

/// <summary>The names under which the library can be observed.</summary>
public static class AttachmentsDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "Attachments";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Attachments";
}
