using Amazon.Runtime;

namespace Attachments.Storage.S3.Connection;

/// <summary>Makes the one HTTP client of a store: its connections are bounded, renewed, and given up when the service is silent.</summary>
internal sealed class S3HttpClientFactory(S3TransferOptions transfer, S3ResilienceOptions resilience) : HttpClientFactory
{
    // So that a name that has moved is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // What a download that was given up may still pull in, so that its connection can be used again; beyond it a new connection is cheaper.
    private const int MaxDrain = 64 * 1024;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
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

    // One store has one client of the SDK, and that has this one: neither shared by a global cache nor made anew for each request.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
