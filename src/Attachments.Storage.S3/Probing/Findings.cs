namespace Attachments.Storage.S3.Probing;

/// <summary>What a probe has seen that decides about the profile.</summary>
internal sealed class Findings
{
    private readonly List<WriteMode> modes = [];

    public bool PathStyle { get; set; }

    public bool BucketInHost { get; set; }

    public bool ConditionalPut { get; set; }

    public bool ConditionalComplete { get; set; }

    public bool UnequalParts { get; set; }

    /// <summary>Gets the ways to send a body that store it as it was.</summary>
    public IReadOnlyList<WriteMode> Modes => modes;

    public void Add(WriteMode mode) => modes.Add(mode);
}
