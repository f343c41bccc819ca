using System.Net;

namespace Attachments.Storage.S3.Connection;

/// <summary>A request's body that tells of every block the connection has taken.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent content;
    private readonly Action taken;

    public WatchedContent(HttpContent content, Action taken)
    {
        this.content = content;
        this.taken = taken;

        foreach (var header in content.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        content.CopyToAsync(new WatchedStream(stream, taken), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();

        base.Dispose(disposing);
    }
}
