using Attachments.Storage;
using Attachments.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Attachments.Consistency;

public sealed class CheckpointTests : ConsistencyTests
{
    private static readonly ConsistencyCheck Verifying = new() { VerifyDigests = true };

    [Fact]
    public async Task A_check_that_is_interrupted_at_any_checkpoint_goes_on_there_and_finds_the_same()
    {
        await PlantAsync();
        var whole = await CheckAsync(Verifying);
        var expected = Heard.Findings.ToHashSet();
        var checkpoints = Heard.Progress.Select(progress => progress.Checkpoint).Distinct().ToList();
        Assert.InRange(checkpoints.Count, 6, 20);

        foreach (var stop in checkpoints)
        {
            Heard.Findings.Clear();
            await InterruptAsync(stop);

            var report = await CheckAsync(Verifying with { Checkpoint = stop });

            Assert.Equal(whole, report);
            Assert.Equal(expected, Heard.Findings.ToHashSet());
            Assert.Equal(expected.Count, Heard.Findings.Count);
        }
    }

    [Fact]
    public async Task A_checkpoint_keeps_the_check_from_looking_twice()
    {
        await PlantAsync();
        await CheckAsync(Verifying);
        var last = Heard.Progress[^1].Checkpoint;
        Store.BeforeFind = _ => throw new InvalidOperationException("A blob was looked at again.");

        Assert.Equal(3, (await CheckAsync(Verifying with { Checkpoint = last })).Counts.Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"Version":2,"VerifyDigests":false,"Stage":0,"After":null,"Counts":{}}""")]
    [InlineData("""{"Version":1,"VerifyDigests":false,"Stage":9,"After":null,"Counts":{}}""")]
    [InlineData("""{"Version":1,"VerifyDigests":false,"Stage":0,"After":"no blob's id","Counts":{}}""")]
    public async Task What_is_no_checkpoint_is_refused(string text) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CheckAsync(new ConsistencyCheck { Checkpoint = text }).AsTask());

    [Fact]
    public async Task A_checkpoint_of_a_check_that_read_nothing_is_refused_by_one_that_reads()
    {
        await CheckAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => CheckAsync(Verifying with { Checkpoint = Heard.Progress[0].Checkpoint }).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task A_parallelism_out_of_bounds_is_refused(int parallelism) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CheckAsync(new ConsistencyCheck { Parallelism = parallelism }).AsTask());

    [Fact]
    public async Task Fewer_than_no_deletions_are_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CheckAsync(new ConsistencyCheck { MaxDeletions = -1 }).AsTask());

    [Fact]
    public async Task A_grace_below_zero_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CheckAsync(new ConsistencyCheck { StagingGrace = TimeSpan.FromTicks(-1) }).AsTask());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CheckAsync(new ConsistencyCheck { StrayGrace = TimeSpan.FromTicks(-1) }).AsTask());
    }

    [Fact]
    public async Task A_store_that_cannot_say_what_it_holds_is_refused()
    {
        var checker = new ConsistencyChecker(Rows, new MuteStore(), TimeProvider.System, NullLogger<ConsistencyChecker>.Instance);

        await Assert.ThrowsAsync<InvalidOperationException>(() => checker.CheckAsync(new ConsistencyCheck(), Heard, Token).AsTask());
    }

    // 70 blobs are three pages of rows that are read.
    private async Task PlantAsync()
    {
        var uploaded = new List<Attachment>();
        for (var i = 0; i < 70; i++)
            uploaded.Add(await UploadAsync($"text {i}"));

        await Host.Memory.DeleteAsync(uploaded[10].Key, Token);
        Host.Memory.Damage(uploaded[50].Key, "TEXT 50"u8);
        await PublishUnnamedAsync();
    }

    private async Task InterruptAsync(string checkpoint)
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Heard.OnProgress = progress =>
        {
            if (progress.Checkpoint == checkpoint)
                interruption.Cancel();
        };
        await Record.ExceptionAsync(() => CheckAsync(Verifying, interruption.Token).AsTask());
        Heard.OnProgress = null;
    }

    private sealed class MuteStore : IBlobStore
    {
        private readonly InMemoryBlobStore inner = new();

        public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) => inner.BeginWriteAsync(key, expectedLength, cancellationToken);

        public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken) => inner.OpenReadAsync(key, offset, count, cancellationToken);

        public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

        public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

        public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
    }
}
