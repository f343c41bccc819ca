using Amazon.Runtime;

namespace Attachments.Storage.S3.Connection;

/// <summary>Makes the one HTTP client of a store: its connections are bounded, renewed, and given up when the service is silent.</summary>
internal sealed class S3HttpClientFactory : HttpClientFactory, IDisposable
{
    // So that a name that has moved is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // What a download that was given up may still pull in, so that its connection can be used again; beyond it a new connection is cheaper.
    private const int MaxDrain = 64 * 1024;

    private readonly Lazy<HttpClient> client;

    public S3HttpClientFactory(S3TransferOptions transfer, S3ResilienceOptions resilience) => client = new(() => Create(transfer, resilience));

    // The SDK asks for one for each request, and never disposes of it: it is the factory that keeps it.
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client.Value;

    // Neither one that a global cache shares, nor one that is disposed after its first request.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private static HttpClient Create(S3TransferOptions transfer, S3ResilienceOptions resilience)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = resilience.ConnectTimeout,
            MaxConnectionsPerServer = transfer.MaxConnections,
            MaxResponseDrainSize = MaxDrain,
            PooledConnectionLifetime = ConnectionLifetime,
        };

        // No bound of the whole request: the handler's is one of silence.
        return new HttpClient(new IdleTimeoutHandler(sockets, resilience.IdleTimeout)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
