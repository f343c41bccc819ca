using Attachments.Testing.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Storage;

public sealed class StoreProbeTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly CountingStore store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_that_come_while_one_is_answered_share_its_try()
    {
        using var probe = new StoreProbe(store, clock);
        store.Holds = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 20).Select(_ => probe.CheckAsync(Token).AsTask()).ToList();
        await store.Begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        clock.Advance(TimeSpan.FromSeconds(10));
        asked.Add(probe.CheckAsync(Token).AsTask());
        store.Holds.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(1, store.Tries);
    }

    [Fact]
    public async Task A_question_two_seconds_later_is_another_try()
    {
        using var probe = new StoreProbe(store, clock);

        await probe.CheckAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        await probe.CheckAsync(Token);
        Assert.Equal(1, store.Tries);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await probe.CheckAsync(Token);

        Assert.Equal(2, store.Tries);
    }

    [Fact]
    public async Task A_failed_try_is_told_to_all_who_ask_and_forgotten_with_the_next()
    {
        using var probe = new StoreProbe(store, clock);
        store.Fault = new BlobStoreException("Away.");

        await Assert.ThrowsAsync<BlobStoreException>(() => probe.CheckAsync(Token).AsTask());
        store.Fault = null;
        await Assert.ThrowsAsync<BlobStoreException>(() => probe.CheckAsync(Token).AsTask());
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await probe.CheckAsync(Token));
    }

    [Fact]
    public async Task One_who_hangs_up_neither_ends_the_try_nor_makes_a_second_one_of_it()
    {
        using var probe = new StoreProbe(store, clock);
        store.Holds = new TaskCompletionSource();
        using var hangingUp = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var asked = probe.CheckAsync(hangingUp.Token).AsTask();
        await store.Begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        await hangingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        store.Holds.SetResult();

        Assert.Null(await probe.CheckAsync(Token));
        Assert.Equal(1, store.Tries);
    }

    [Fact]
    public async Task A_try_that_hangs_is_given_up_and_the_next_one_is_another()
    {
        using var probe = new StoreProbe(store, clock);
        store.Holds = new TaskCompletionSource();

        var asked = probe.CheckAsync(Token).AsTask();
        await store.Begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        clock.Advance(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<BlobStoreException>(() => asked.WaitAsync(TimeSpan.FromMinutes(1), Token));
        store.Holds = null;

        Assert.Null(await probe.CheckAsync(Token));
        Assert.Equal(2, store.Tries);
    }

    [Fact(Timeout = 60_000)]
    public async Task Tries_that_hang_without_an_end_are_four_at_most()
    {
        using var probe = new StoreProbe(store, clock);
        store.Holds = new TaskCompletionSource();
        for (var tries = 1; tries <= 4; tries++)
        {
            var asked = probe.CheckAsync(Token).AsTask();
            while (store.Tries < tries)
            {
                await Task.Yield();
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }

            clock.Advance(TimeSpan.FromSeconds(15));
            await Assert.ThrowsAsync<BlobStoreException>(() => asked.WaitAsync(TimeSpan.FromMinutes(1), Token));
        }

        await Assert.ThrowsAsync<BlobStoreException>(() => probe.CheckAsync(Token).AsTask());
        Assert.Equal(4, store.Tries);
        store.Holds.SetResult();
    }

    private sealed class CountingStore : IBlobStore
    {
        private readonly InMemoryBlobStore inner = new();
        private int tries;

        public int Tries => tries;

        public Exception? Fault { get; set; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource? Holds { get; set; }

        public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) => inner.BeginWriteAsync(key, expectedLength, cancellationToken);

        public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken) => inner.OpenReadAsync(key, offset, count, cancellationToken);

        public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

        public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

        public async ValueTask CheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref tries);
            Begun.TrySetResult();
            if (Holds is not null)
                await Holds.Task;
            if (Fault is not null)
                throw Fault;

            await inner.CheckAsync(cancellationToken);
        }
    }
}
