using System.IO.Pipelines;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task OpenReadAsync_gives_null_where_the_store_has_no_such_blob() => await AssertMissingAsync(NewKey());

    [Fact]
    public async Task OpenReadAsync_is_cancelled_by_its_token()
    {
        var key = await PublishAsync(NewBytes(10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenReadAsync(key, 0, 1, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Every_range_of_a_short_blob_comes_out_exactly()
    {
        var bytes = NewBytes(5);
        var key = await PublishAsync(bytes);

        for (var offset = 0; offset < bytes.Length; offset++)
        {
            for (var count = 1; count <= bytes.Length - offset; count++)
                await AssertHoldsRangeAsync(key, bytes, offset, count);
        }
    }

    [Fact]
    public async Task Ranges_at_the_edges_of_blocks_and_of_the_blob_come_out_exactly()
    {
        var bytes = NewBytes((3 * MiB) + 1);
        var key = await PublishAsync(bytes);
        int[] edges = [0, 1, 4_095, 4_096, 65_535, 65_536, 65_537, 262_144, MiB - 1, MiB, (2 * MiB) + 1, bytes.Length - 1];

        foreach (var offset in edges)
        {
            foreach (var end in edges.Append(bytes.Length).Where(end => end > offset))
                await AssertHoldsRangeAsync(key, bytes, offset, end - offset);
        }
    }

    [Fact]
    public async Task Readers_of_one_blob_do_not_disturb_each_other()
    {
        var bytes = NewBytes(2 * MiB);
        var key = await PublishAsync(bytes);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => AssertHoldsRangeAsync(key, bytes, i * 1_000, MiB), Token)));
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(0, 99_999)]
    [InlineData(1, 99_999)]
    public async Task A_file_that_a_reader_gives_holds_the_bytes_of_its_range_and_no_others(int offset, int count)
    {
        var bytes = NewBytes(100_000);
        var key = await PublishAsync(bytes);
        await using var reader = await Store.OpenReadAsync(key, offset, count, Token);

        // Most stores have none to give.
        if (reader!.File is not { } file)
            return;

        var read = new byte[bytes.Length + 1];
        var length = 0;
        while (await RandomAccess.ReadAsync(file, read.AsMemory(length), length, Token) is > 0 and var more)
            length += more;

        Assert.Equal(count, length);
        Assert.True(bytes.AsSpan(offset, count).SequenceEqual(read.AsSpan(0, length)), "The file holds other bytes.");
    }

    [Fact]
    public async Task A_reader_may_be_disposed_unread()
    {
        var bytes = NewBytes(2 * MiB);
        var key = await PublishAsync(bytes);

        var reader = await Store.OpenReadAsync(key, 0, bytes.Length, Token);
        Assert.NotNull(reader);
        await reader.DisposeAsync();

        await AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task CopyToAsync_flushes_everything_and_does_not_complete_the_pipe()
    {
        var bytes = NewBytes(100_000);
        var key = await PublishAsync(bytes);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await using var reader = await Store.OpenReadAsync(key, 0, bytes.Length, Token);

        await reader!.CopyToAsync(pipe.Writer, Token);

        var flushed = await pipe.Reader.ReadAtLeastAsync(bytes.Length, Token);
        Assert.Equal(bytes.Length, flushed.Buffer.Length);
        Assert.False(flushed.IsCompleted);
    }

    [Fact]
    public async Task CopyToAsync_waits_for_the_pipe_and_keeps_little_in_it()
    {
        var key = await PublishAsync(NewBytes(8 * MiB));
        var destination = new SlowPipeWriter();
        await using var reader = await Store.OpenReadAsync(key, 0, 8 * MiB, Token);

        await reader!.CopyToAsync(destination, Token).AsTask().WaitAsync(Deadline, Token);

        Assert.Equal(8 * MiB, destination.Flushed);
        Assert.False(destination.WasUsedDuringFlush, "The copy went on while a flush was under way.");
        Assert.InRange(destination.MostUnflushed, 1, MiB);
    }

    [Fact]
    public async Task CopyToAsync_ends_quietly_when_the_pipes_reader_has_completed()
    {
        var key = await PublishAsync(NewBytes(8 * MiB));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4_096, resumeWriterThreshold: 1));
        await using var reader = await Store.OpenReadAsync(key, 0, 8 * MiB, Token);

        var copying = reader!.CopyToAsync(pipe.Writer, Token).AsTask();
        await pipe.Reader.ReadAsync(Token);
        await pipe.Reader.CompleteAsync();

        await copying.WaitAsync(Deadline, Token);
    }

    [Fact]
    public async Task CopyToAsync_reads_no_further_once_the_pipes_reader_has_completed()
    {
        var key = await PublishAsync(NewBytes(8 * MiB));
        var destination = new SlowPipeWriter(readerWants: 1);
        await using var reader = await Store.OpenReadAsync(key, 0, 8 * MiB, Token);

        await reader!.CopyToAsync(destination, Token).AsTask().WaitAsync(Deadline, Token);

        Assert.InRange(destination.Flushed, 1, MiB);
        Assert.False(destination.WasUsedAfterTheReaderLeft, "The copy went on for nobody.");
    }

    [Fact]
    public async Task CopyToAsync_is_cancelled_by_its_token_before_it_begins()
    {
        var key = await PublishAsync(NewBytes(10));
        await using var reader = await Store.OpenReadAsync(key, 0, 10, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader!.CopyToAsync(new Pipe().Writer, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task CopyToAsync_is_cancelled_by_its_token_while_nobody_reads()
    {
        var key = await PublishAsync(NewBytes(8 * MiB));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4_096, resumeWriterThreshold: 1));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var reader = await Store.OpenReadAsync(key, 0, 8 * MiB, Token);

        var copying = reader!.CopyToAsync(pipe.Writer, cancellation.Token).AsTask();
        await pipe.Reader.ReadAsync(Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying.WaitAsync(Deadline, Token));
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(9, 2)]
    [InlineData(10, 1)]
    [InlineData(500_000, 500_000)]
    public async Task A_range_that_the_blob_does_not_hold_is_an_error_and_never_a_short_copy(long offset, long count)
    {
        var key = await PublishAsync(NewBytes(10));

        await Assert.ThrowsAnyAsync<BlobStoreException>(() => ReadAsync(key, offset, count));
    }
}
