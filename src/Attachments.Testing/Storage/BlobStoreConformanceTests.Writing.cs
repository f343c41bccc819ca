using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    [Fact]
    public async Task Staged_bytes_are_invisible_until_they_are_committed()
    {
        var key = NewKey();
        var bytes = NewBytes(200_000);
        await using var writer = await Store.BeginWriteAsync(key, bytes.Length, Token);
        await AssertMissingAsync(key);

        await writer.WriteAsync(bytes, Token);
        await AssertMissingAsync(key);

        await writer.CommitAsync(Token);
        await AssertHoldsAsync(key, bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(65_535)]
    [InlineData(131_073)]
    [InlineData((5 * 1024 * 1024) - 1)]
    [InlineData(5 * 1024 * 1024)]
    [InlineData((11 * 1024 * 1024) + 3)]
    public async Task Commit_publishes_exactly_the_bytes_that_were_written(int length)
    {
        var bytes = NewBytes(length);

        var key = await PublishAsync(bytes);

        await AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Writes_of_uneven_sizes_come_out_in_their_order()
    {
        var key = NewKey();
        var bytes = NewBytes(1_000_000);
        await using var writer = await Store.BeginWriteAsync(key, null, Token);

        for (int at = 0, size = 1; at < bytes.Length; at += size, size = Math.Min((size * 3) + 1, bytes.Length - at))
            await writer.WriteAsync(bytes.AsMemory(at, size), Token);
        await writer.CommitAsync(Token);

        Assert.Equal(bytes.Length, writer.Length);
        await AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task A_buffer_may_be_reused_as_soon_as_its_write_has_completed()
    {
        var key = NewKey();
        var bytes = NewBytes(300_000);
        var buffer = new byte[100_000];
        await using var writer = await Store.BeginWriteAsync(key, null, Token);

        for (var at = 0; at < bytes.Length; at += buffer.Length)
        {
            bytes.AsSpan(at, buffer.Length).CopyTo(buffer);
            await writer.WriteAsync(buffer, Token);
            Array.Clear(buffer);
        }

        await writer.CommitAsync(Token);

        await AssertHoldsAsync(key, bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(99_999L)]
    [InlineData(100_001L)]
    [InlineData(1L << 30)]
    public async Task A_wrong_expected_length_does_no_harm(long? expectedLength)
    {
        var key = NewKey();
        var bytes = NewBytes(100_000);
        await using var writer = await Store.BeginWriteAsync(key, expectedLength, Token);

        await writer.WriteAsync(bytes, Token);
        await writer.CommitAsync(Token);

        await AssertHoldsAsync(key, bytes);
        await Assert.ThrowsAnyAsync<BlobStoreException>(() => ReadAsync(key, bytes.Length, 1));
    }

    [Fact]
    public async Task An_empty_write_adds_nothing()
    {
        var key = NewKey();
        await using var writer = await Store.BeginWriteAsync(key, null, Token);

        await writer.WriteAsync(ReadOnlyMemory<byte>.Empty, Token);
        await writer.WriteAsync(new byte[] { 1 }, Token);
        await writer.WriteAsync(ReadOnlyMemory<byte>.Empty, Token);
        await writer.CommitAsync(Token);

        Assert.Equal(1, writer.Length);
        Assert.Equal([1], await ReadAsync(key, 0, 1));
    }

    [Fact]
    public async Task A_blob_without_bytes_can_be_committed_and_deleted()
    {
        var key = NewKey();
        await using (var writer = await Store.BeginWriteAsync(key, 0, Token))
            await writer.CommitAsync(Token);

        await Store.DeleteAsync(key, Token);

        await AssertMissingAsync(key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Dispose_without_commit_discards_the_staging_at_once()
    {
        var key = NewKey();

        await using (var writer = await Store.BeginWriteAsync(key, null, Token))
            await writer.WriteAsync(NewBytes(6 * 1024 * 1024), Token);

        await AssertMissingAsync(key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Dispose_after_commit_keeps_the_bytes_however_often_it_is_called()
    {
        var key = NewKey();
        var bytes = NewBytes(10);
        var writer = await Store.BeginWriteAsync(key, null, Token);
        await writer.WriteAsync(bytes, Token);
        await writer.CommitAsync(Token);

        await writer.DisposeAsync();
        await writer.DisposeAsync();

        await AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task A_committed_writer_takes_nothing_more()
    {
        await using var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(NewBytes(10), Token);
        await writer.CommitAsync(Token);

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.WriteAsync(NewBytes(1), Token).AsTask());
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.CommitAsync(Token).AsTask());
        await AssertHoldsAsync(writer.Key, NewBytes(10));
    }

    [Fact]
    public async Task A_disposed_writer_takes_nothing_more()
    {
        var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.DisposeAsync();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.WriteAsync(NewBytes(1), Token).AsTask());
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.CommitAsync(Token).AsTask());
        await AssertMissingAsync(writer.Key);
    }

    [Fact]
    public async Task A_cancelled_write_ends_the_staging()
    {
        var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(NewBytes(10), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(NewBytes(10), new CancellationToken(canceled: true)).AsTask());

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.WriteAsync(NewBytes(1), Token).AsTask());
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.CommitAsync(Token).AsTask());
        await writer.DisposeAsync();
        await AssertMissingAsync(writer.Key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task A_commit_that_was_cancelled_before_it_began_leaves_nothing_once_the_writer_is_disposed()
    {
        var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(NewBytes(10), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CommitAsync(new CancellationToken(canceled: true)).AsTask());

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => writer.CommitAsync(Token).AsTask());
        await writer.DisposeAsync();
        await AssertMissingAsync(writer.Key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task BeginWriteAsync_is_cancelled_by_its_token()
    {
        var key = NewKey();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.BeginWriteAsync(key, null, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }
}
