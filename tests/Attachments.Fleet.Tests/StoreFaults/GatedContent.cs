using System.Net;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.Fleet.StoreFaults;

/// <summary>A file whose first bytes are sent at once, and the others when the test says so.</summary>
internal sealed class GatedContent(FleetContent content, long before) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => gate.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var bytes = content.Bytes.Open();
        var buffer = new byte[BufferSize];
        var sent = 0L;
        while (await bytes.ReadAsync(buffer) is > 0 and var count)
        {
            if (sent >= before)
                await gate.Task;

            await stream.WriteAsync(buffer.AsMemory(0, count));
            await stream.FlushAsync();
            sent += count;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
