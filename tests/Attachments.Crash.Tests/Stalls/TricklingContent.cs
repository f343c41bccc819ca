using System.Net;

namespace Attachments.Crash.Stalls;

/// <summary>A body that arrives in small pieces with pauses between them.</summary>
internal sealed class TricklingContent(byte[] content, int pieces, TimeSpan pause) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var piece in content.Chunk((content.Length / pieces) + 1))
        {
            await stream.WriteAsync(piece, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(pause, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
