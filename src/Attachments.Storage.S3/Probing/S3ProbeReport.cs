namespace Attachments.Storage.S3.Probing;

/// <summary>What a probe of a bucket has found.</summary>
public sealed record S3ProbeReport
{
    /// <summary>Gets what it came to.</summary>
    public required S3ProbeVerdict Verdict { get; init; }

    /// <summary>Gets the steps, in the order in which they were taken.</summary>
    public required IReadOnlyList<S3ProbeStep> Steps { get; init; }

    /// <summary>Gets the profile to use.</summary>
    /// <value>Null where the store does not work in this bucket.</value>
    public S3Profile? Profile { get; init; }

    /// <summary>Gets what is to be set beside the profile.</summary>
    /// <value>Members that are null are left to the profile; often all of them.</value>
    public S3ProtocolOptions Overrides { get; init; } = new();

    /// <summary>Gets the settings to use as JSON, ready for an <c>appsettings.json</c>.</summary>
    /// <value>Without credentials. Null where the store does not work in this bucket.</value>
    public string? Settings { get; init; }
}
