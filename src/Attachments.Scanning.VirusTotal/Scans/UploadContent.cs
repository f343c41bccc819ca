using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>A form with one file, whose bytes are pushed straight into the request's own stream: none are kept.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly byte[] head;
    private readonly byte[] tail;
    private readonly long length;
    private readonly TaskCompletionSource<Stream> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="fileName">What VirusTotal shows as the file's name: never the customer's.</param>
    /// <param name="length">How many bytes will come.</param>
    public UploadContent(string fileName, long length)
    {
        var boundary = $"attachment-{Guid.NewGuid():N}";
        head = Encoding.ASCII.GetBytes(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{fileName}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        this.length = length;
        Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new NameValueHeaderValue("boundary", boundary) } };
    }

    /// <summary>Gets the request's stream, as soon as the file's first byte may be written to it.</summary>
    public Task<Stream> Opened => opened.Task;

    /// <summary>Says that the file's last byte is written.</summary>
    public void End() => ended.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(head, cancellationToken).ConfigureAwait(false);

        // Bytes that went into one connection cannot be sent again on another.
        if (!opened.TrySetResult(stream))
            throw new HttpRequestException("The upload cannot be repeated.");

        await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(tail, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = head.Length + this.length + tail.Length;
        return true;
    }
}
