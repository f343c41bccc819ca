using Amazon.Runtime;
using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Probing;

/// <summary>Makes the HTTP client of one of a probe's clients.</summary>
internal sealed class ProbeHttpClientFactory : HttpClientFactory, IDisposable
{
    private readonly HttpClient client;

    public ProbeHttpClientFactory(S3ResilienceOptions resilience, bool tampers, Action<DateTimeOffset> onDate)
    {
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = resilience.ConnectTimeout };
        var watched = new ProbeHandler(new IdleTimeoutHandler(sockets, resilience.IdleTimeout), tampers, onDate);
        client = new HttpClient(watched) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // For each request the SDK asks for one.
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();
}
