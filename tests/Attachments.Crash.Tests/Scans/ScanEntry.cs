using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>An attachment whose upload was answered.</summary>
internal sealed class ScanEntry(string id, string tenant, ScanContent content)
{
    public string Id => id;

    public string Tenant => tenant;

    public ScanContent Content => content;

    public Presence Presence { get; set; } = Presence.Present;

    /// <summary>Gets or sets whether an answer showed its verdict: it has one for ever.</summary>
    public bool IsJudged { get; set; }
}
