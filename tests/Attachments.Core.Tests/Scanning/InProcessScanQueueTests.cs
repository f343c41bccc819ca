using Attachments.Access;
using Attachments.Storage;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning;

public sealed class InProcessScanQueueTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly InProcessScanQueue queue;

    public InProcessScanQueueTests() => queue = new InProcessScanQueue(Options.Create(new ScanningOptions { Mode = ScanMode.Background }), clock);

    public void Dispose() => queue.Dispose();

    [Fact]
    public void What_was_announced_is_taken_in_its_order()
    {
        BlobKey first = NewKey(), second = NewKey();
        queue.Wake(first, TimeSpan.Zero);
        queue.Wake(second, TimeSpan.Zero);

        Assert.Equal([first, second, null], [Take(), Take(), Take()]);
    }

    [Fact]
    public void What_was_put_off_is_taken_once_it_is_due()
    {
        var blob = NewKey();
        queue.Wake(blob, TimeSpan.FromSeconds(5));

        Assert.Null(Take());
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([blob, null], [Take(), Take()]);
    }

    [Fact]
    public void Of_two_that_were_put_off_the_one_that_is_due_first_comes_first_with_the_backlog_between_them()
    {
        BlobKey later = NewKey(), sooner = NewKey();
        queue.Wake(later, TimeSpan.FromSeconds(10));
        queue.Wake(sooner, TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([sooner, null, later], [Take(), Take(), Take()]);
    }

    [Fact]
    public void What_is_announced_goes_before_what_was_put_off()
    {
        BlobKey retried = NewKey(), fresh = NewKey();
        queue.Wake(retried, TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        queue.Wake(fresh, TimeSpan.Zero);

        Assert.Equal([fresh, retried], [Take(), Take()]);
    }

    [Fact]
    public void What_was_put_off_for_long_is_the_backlogs()
    {
        queue.Wake(NewKey(), TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(Take());
    }

    [Fact]
    public async Task Whoever_takes_what_he_was_woken_for_leaves_the_next_one_its_signal()
    {
        queue.Wake(NewKey(), TimeSpan.Zero);
        queue.Wake(NewKey(), TimeSpan.Zero);

        await queue.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        Assert.NotNull(Take());

        Assert.True(queue.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Whoever_takes_without_having_waited_takes_the_signal_with_it()
    {
        queue.Wake(NewKey(), TimeSpan.Zero);
        Assert.NotNull(Take());

        var waiting = queue.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken).AsTask();

        Assert.False(waiting.IsCompleted);
        queue.Wake(NewKey(), TimeSpan.Zero);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_for_each_that_was_put_off()
    {
        queue.Wake(NewKey(), TimeSpan.FromMilliseconds(1));
        queue.Wake(NewKey(), TimeSpan.FromMilliseconds(2));
        clock.Advance(TimeSpan.FromMilliseconds(2));

        await queue.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.NotNull(Take());
        await queue.WaitAsync(TimeSpan.FromDays(1), TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Null(Take());
        Assert.NotNull(Take());
    }

    private static BlobKey NewKey() => new(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7()));

    private BlobKey? Take() => queue.TryTake(out var blob) ? blob : null;
}
