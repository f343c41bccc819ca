using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    [Fact]
    public async Task DeleteAsync_removes_published_bytes_and_succeeds_again()
    {
        var key = await PublishAsync(NewBytes(100_000));

        await Store.DeleteAsync(key, Token);
        await AssertMissingAsync(key);

        await Store.DeleteAsync(key, Token);
        await AssertMissingAsync(key);
    }

    [Fact]
    public async Task DeleteAsync_of_what_was_never_there_succeeds() => await Store.DeleteAsync(NewKey(), Token);

    [Fact]
    public async Task DeleteAsync_touches_no_other_blob()
    {
        var bytes = NewBytes(1_000);
        var deleted = await PublishAsync(NewBytes(1_000, seed: 2));
        var kept = await PublishAsync(bytes);

        await Store.DeleteAsync(deleted, Token);

        await AssertHoldsAsync(kept, bytes);
    }

    [Fact]
    public async Task DeleteAsync_before_the_writer_is_disposed_removes_what_it_committed()
    {
        await using var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(NewBytes(10), Token);
        await writer.CommitAsync(Token);

        await Store.DeleteAsync(writer.Key, Token);

        await AssertMissingAsync(writer.Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(6 * MiB)]
    public async Task DeleteAsync_kills_a_staging_so_that_a_later_commit_fails(int written)
    {
        var key = NewKey();

        await using (var writer = await Store.BeginWriteAsync(key, null, Token))
        {
            await writer.WriteAsync(NewBytes(written), Token);

            await Store.DeleteAsync(key, Token);

            await Assert.ThrowsAnyAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());
            await AssertMissingAsync(key);
        }

        await AssertMissingAsync(key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task A_killed_staging_stays_dead_whatever_is_written_to_it()
    {
        await using var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(NewBytes(10), Token);
        await Store.DeleteAsync(writer.Key, Token);

        // The write may find out or not; the commit must.
        await Assert.ThrowsAnyAsync<BlobStoreException>(async () =>
        {
            await writer.WriteAsync(NewBytes(6 * MiB), Token);
            await writer.CommitAsync(Token);
        });

        await AssertMissingAsync(writer.Key);
    }

    [Fact]
    public async Task Nothing_is_visible_after_a_commit_and_a_delete_that_raced()
    {
        for (var round = 0; round < 30; round++)
        {
            var key = NewKey();
            await using var writer = await Store.BeginWriteAsync(key, null, Token);
            await writer.WriteAsync(NewBytes(1_000), Token);

            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var committing = Task.Run(
                async () =>
                {
                    await start.Task;
                    await writer.CommitAsync(Token);
                },
                Token);
            var deleting = Task.Run(
                async () =>
                {
                    await start.Task;
                    await Store.DeleteAsync(key, Token);
                },
                Token);
            start.SetResult();
            await deleting;
            var failure = await Record.ExceptionAsync(() => committing);

            Assert.True(failure is null or BlobStoreException, $"The commit failed with {failure}.");
            await AssertMissingAsync(key);
        }
    }

    [Fact]
    public async Task A_blob_deleted_while_it_is_read_ends_whole_or_in_an_exception()
    {
        var bytes = NewBytes(4 * MiB);
        var key = await PublishAsync(bytes);
        await using var reader = await Store.OpenReadAsync(key, 0, bytes.Length, Token);

        await Store.DeleteAsync(key, Token);
        var pipe = new System.IO.Pipelines.Pipe();
        var copying = CopyAndCompleteAsync(reader!, pipe.Writer);
        var read = await DrainAsync(pipe.Reader);
        var failure = await Record.ExceptionAsync(() => copying);

        Assert.True(failure is null or BlobStoreException, $"The copy failed with {failure}.");
        Assert.True(failure is not null || bytes.AsSpan().SequenceEqual(read), "The copy ended well with other bytes.");
    }

    [Fact]
    public async Task DeleteAsync_is_cancelled_by_its_token() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync(NewKey(), new CancellationToken(canceled: true)).AsTask());
}
