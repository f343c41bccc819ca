namespace Attachments.Testing.Storage;

internal sealed class FaultyStaging
{
    public TimeSpan Age { get; init; }

    public bool IsLive { get; init; } = true;
}
