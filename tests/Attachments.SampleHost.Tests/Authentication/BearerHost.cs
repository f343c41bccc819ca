using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.SampleHost.Tests.Authentication;

/// <summary>A host that knows a key, an issuer and an audience.</summary>
public sealed class BearerHost : SampleHostFixture
{
    public const string Issuer = "https://issuer.example";

    public const string Audience = "mail";

    /// <inheritdoc/>
    protected override ValueTask<SampleHostSettings?> ConfigureAsync(SampleHostSettings settings) => new(settings
        .With("JWT_SECRET_KEY", BearerToken.Key)
        .With("SampleHost__Jwt__Issuer", Issuer)
        .With("SampleHost__Jwt__Audience", Audience));
}
