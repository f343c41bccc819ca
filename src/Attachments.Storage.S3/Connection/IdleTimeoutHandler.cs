namespace Attachments.Storage.S3.Connection;

/// <summary>Ends a request whose service has neither taken nor given a byte for too long.</summary>
/// <remarks>Not a bound of the whole request: a part of a gigabyte may take an hour on a slow line. Waiting for a free connection counts as silence.</remarks>
internal sealed class IdleTimeoutHandler(HttpMessageHandler inner, TimeSpan idleTimeout) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watch.CancelAfter(idleTimeout);

        // The SDK would ask before it sends: a round trip for each part, and a busy service answers late. What is refused lies in memory and is soon sent.
        request.Headers.ExpectContinue = false;
        if (request.Content is { } content)
            request.Content = new WatchedContent(content, () => watch.CancelAfter(idleTimeout));

        try
        {
            var response = await base.SendAsync(request, watch.Token).ConfigureAwait(false);
            if (!(IsRead(request) && response.IsSuccessStatusCode))
                response.Content = await BoundAsync(response.Content).ConfigureAwait(false);

            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // As a lost connection, which the SDK knows to repeat.
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "The service was silent for too long.",
                new IOException($"Nothing was taken or given for {idleTimeout}.", exception));
        }
    }

    // Of an object: lists and subresources are asked for by a query. Whoever reads a blob watches it, beginning anew where it was broken off.
    private static bool IsRead(HttpRequestMessage request) => request.Method == HttpMethod.Get && request.RequestUri is { Query.Length: 0 };

    private async Task<HttpContent> BoundAsync(HttpContent answer)
    {
        var bound = new StreamContent(new PatientStream(await answer.ReadAsStreamAsync().ConfigureAwait(false), idleTimeout));
        foreach (var header in answer.Headers)
            bound.Headers.TryAddWithoutValidation(header.Key, header.Value);

        return bound;
    }
}
