namespace Attachments.Storage.S3.Probing;

/// <summary>The settings that a probe judges.</summary>
internal sealed record ProbeTarget(S3StoreOptions Store, S3ProtocolOptions Protocol)
{
    public S3Capabilities Configured { get; } = S3Capabilities.Of(Store.Profile, Protocol);

    public bool IsPlain => Store.ServiceUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;

    public bool IsAmazon => Host is null || Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets whether a bucket can be named in front of the host.</summary>
    public bool TakesBucketInHost =>
        Host is null || (Uri.CheckHostName(Host) == UriHostNameType.Dns && !Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));

    private string? Host => string.IsNullOrEmpty(Store.ServiceUrl) ? null : new Uri(Store.ServiceUrl).Host;
}
