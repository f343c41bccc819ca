using System.IO.Pipelines;

namespace Attachments.Testing.Storage;

// A pipe whose flushes never complete at once, whose reader leaves when it has had enough, and which remembers whether anyone went on regardless.
internal sealed class SlowPipeWriter(long readerWants = long.MaxValue) : PipeWriter
{
    private byte[] block = [];
    private long unflushed;
    private bool flushing;

    public long Flushed { get; private set; }

    public long MostUnflushed { get; private set; }

    public bool WasUsedDuringFlush { get; private set; }

    public bool WasUsedAfterTheReaderLeft { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        WasUsedDuringFlush |= flushing;
        WasUsedAfterTheReaderLeft |= Flushed >= readerWants;
        if (block.Length < Math.Max(sizeHint, 4_096))
            block = new byte[Math.Max(sizeHint, 4_096)];

        return block;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        WasUsedDuringFlush |= flushing;
        unflushed += bytes;
        MostUnflushed = Math.Max(MostUnflushed, unflushed);
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        flushing = true;
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Flushed += unflushed;
        unflushed = 0;
        flushing = false;
        return new FlushResult(isCanceled: false, isCompleted: Flushed >= readerWants);
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
