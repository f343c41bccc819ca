using System.Net.Http.Headers;

namespace Attachments.Storage.S3.Probing;

/// <summary>Watches a probe's requests: keeps the service's time, and changes bodies on their way where that is what is tried.</summary>
internal sealed class ProbeHandler(HttpMessageHandler inner, bool tampers, Action<DateTimeOffset> onDate) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            // A service that refuses a body without reading it would take its rest for the next request.
            request.Headers.ConnectionClose = true;
            if (tampers)
                request.Content = await TamperAsync(content, cancellationToken).ConfigureAwait(false);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.Date is { } date)
            onDate(date);

        return response;
    }

    private static async Task<HttpContent> TamperAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (bytes.Length > 0)
            bytes[^1] ^= 1;

        var tampered = new ByteArrayContent(bytes);
        foreach (var (name, values) in (HttpHeaders)content.Headers)
            tampered.Headers.TryAddWithoutValidation(name, values);

        return tampered;
    }
}
