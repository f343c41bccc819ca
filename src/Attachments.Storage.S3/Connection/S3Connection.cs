using Amazon.S3;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Connection;

/// <summary>The bucket and the way to it. Every request goes through <see cref="CallAsync"/>.</summary>
internal sealed class S3Connection : IDisposable
{
    private readonly CircuitBreaker breaker;
    private readonly Lazy<IAmazonS3> client;
    private readonly Lazy<ServerClock> clock;
    private readonly S3HttpClientFactory http;
    private readonly bool ownsClient;

    public S3Connection(
        IOptions<S3StoreOptions> store,
        IOptions<S3ProtocolOptions> protocol,
        IOptions<S3TransferOptions> transfer,
        IOptions<S3ResilienceOptions> resilience,
        TimeProvider time,
        S3ClientSource? source = null)
    {
        Bucket = store.Value.Bucket;
        IsPlain = store.Value.ServiceUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;
        Capabilities = S3Capabilities.Of(store.Value.Profile, protocol.Value);
        Resilience = resilience.Value;
        breaker = new CircuitBreaker(Resilience.BreakAfter, Resilience.BreakFor, time);
        http = new S3HttpClientFactory(transfer.Value, Resilience);
        ownsClient = source is null;

        // Made when it is first used: the SDK's own search for credentials and a region may fail, which must not be the host's start. It is searched again
        // then. Of several that are made at once, those that nobody keeps hold nothing: connections are the factory's.
        client = new Lazy<IAmazonS3>(() => source?.Client ?? S3ClientFactory.Create(store.Value, Capabilities, Resilience, http), LazyThreadSafetyMode.PublicationOnly);
        clock = new Lazy<ServerClock>(() => new ServerClock(client.Value, time), LazyThreadSafetyMode.PublicationOnly);
    }

    public string Bucket { get; }

    /// <summary>Gets whether the service is spoken to without TLS.</summary>
    public bool IsPlain { get; }

    public S3Capabilities Capabilities { get; }

    public S3ResilienceOptions Resilience { get; }

    /// <summary>Gets the service's time, as its last answer said in whole seconds; the host's before the first.</summary>
    public DateTimeOffset Now => clock.Value.Now;

    /// <summary>Says how long ago by the service's clock, as its last answer said. It gives its time in whole seconds, so a moment ago may lie ahead of it.</summary>
    public TimeSpan AgeOf(DateTimeOffset touched) => clock.Value.Now is var now && now > touched ? now - touched : TimeSpan.Zero;

    /// <summary>Sends one request.</summary>
    /// <param name="what">What could not be done, for the exception: "read a blob".</param>
    /// <param name="call">Sends it.</param>
    /// <param name="cancellationToken">Cancels it, as an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="BlobStoreException">It failed, with what the SDK threw inside; or the service is away and was not asked.</exception>
    public async Task<T> CallAsync<T>(string what, Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!breaker.TryEnter())
            throw new BlobStoreException($"The S3 store could not {what}: the service did not answer the last requests and is left alone for a moment.");

        try
        {
            _ = clock.Value;
            var answer = await call(client.Value, cancellationToken).ConfigureAwait(false);
            breaker.Succeeded();
            return answer;
        }
        catch (Exception exception) when (S3Fault.IsOne(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Judge(exception);
            throw S3Fault.Wrap(what, exception, IsPlain);
        }
    }

    /// <summary>Has the SDK compute something that needs credentials, and no answer of the service.</summary>
    public async Task<T> SignAsync<T>(string what, Func<IAmazonS3, Task<T>> sign, CancellationToken cancellationToken)
    {
        try
        {
            return await sign(client.Value).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (S3Fault.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw S3Fault.Wrap(what, exception);
        }
    }

    public void Dispose()
    {
        if (ownsClient && client.IsValueCreated)
            client.Value.Dispose();

        http.Dispose();
    }

    private void Judge(Exception exception)
    {
        if (S3Fault.IsAway(exception))
            breaker.Failed();
        else
            breaker.Succeeded();
    }
}
