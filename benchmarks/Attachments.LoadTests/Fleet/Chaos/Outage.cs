namespace Attachments.LoadTests.Fleet.Chaos;

/// <summary>A time in which something was not to be had.</summary>
/// <param name="Kind">What was done, such as <c>radosgw killed</c>.</param>
/// <param name="Subject">What it was done to: a host's or a service's name.</param>
/// <param name="From">When, since the run began.</param>
internal sealed record Outage(string Kind, string Subject, TimeSpan From)
{
    /// <summary>Gets or sets when everything answered again; null while it does not.</summary>
    public TimeSpan? To { get; set; }
}
