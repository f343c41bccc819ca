using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Xunit;

namespace Attachments.Storage.Migration;

// What hosts do between two steps of a copier, at the worst moments, and where it may be killed.
public sealed class CopyRaceTests : IAsyncDisposable
{
    private readonly MigrationHarness old = new(StoreMigrationStep.Prepare);
    private readonly MigrationHarness host;

    public CopyRaceTests() => host = new MigrationHarness(StoreMigrationStep.Copy, old);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await old.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("before the staging")]
    [InlineData("after the staging")]
    [InlineData("before the read")]
    public async Task A_delete_in_the_middle_of_a_copy_leaves_nothing(string moment)
    {
        var attachment = await old.UploadAsync("text");
        Func<BlobKey, Task> delete = Once(() => host.DeleteAsync(attachment.Id));
        _ = moment switch
        {
            "before the staging" => host.New.BeforeBegin = delete,
            "after the staging" => host.New.AfterBegin = delete,
            _ => host.Old.BeforeRead = delete,
        };

        var report = await host.CopyAsync();

        Assert.Equal(1, report.Counts.Gone);
        Assert.Empty(host.NewMemory.Published);
        Assert.Empty(host.NewMemory.Staged);
        Assert.Empty(host.Failures);
    }

    // Such a store learns of a staging only when it is committed, and its delete kills none: the look after the commit must find out.
    [Fact]
    public async Task A_delete_that_cannot_kill_the_staging_leaves_nothing_either()
    {
        var attachment = await old.UploadAsync("text");
        host.Old.BeforeRead = Once(() => DeleteRowAsync(attachment));

        var report = await host.CopyAsync();

        Assert.Equal(1, report.Counts.Gone);
        Assert.Empty(host.NewMemory.Published);
    }

    [Fact]
    public async Task A_copy_that_could_not_be_taken_back_at_once_is_taken_back_by_the_next_attempt()
    {
        var attachment = await old.UploadAsync("text");
        host.Old.BeforeRead = Once(() => DeleteRowAsync(attachment));
        host.New.FailingDeletes = 1;

        var report = await host.CopyAsync();

        Assert.Equal(1, report.Counts.Gone);
        Assert.Empty(host.NewMemory.Published);
    }

    [Fact]
    public async Task What_is_uploaded_meanwhile_is_in_the_new_store_already()
    {
        await old.UploadAsync("old");
        host.Old.BeforeRead = Once(async () => _ = await host.UploadAsync("young"));

        await host.CopyAsync();

        Assert.Empty(await host.VerifyAsync());
        Assert.Equal(2, host.NewMemory.Published.Count);
    }

    [Fact]
    public async Task Two_copiers_at_once_copy_everything_once_and_fail_at_nothing()
    {
        for (var i = 0; i < 200; i++)
            await old.UploadAsync($"text {i}", $"message-{i / 20}");
        await using var second = new MigrationHarness(StoreMigrationStep.Copy, old);

        var reports = await Task.WhenAll(
            Task.Run(() => host.CopyAsync(new StoreCopy()).AsTask(), Token), Task.Run(() => second.CopyAsync(new StoreCopy()).AsTask(), Token));

        Assert.All(reports, report => Assert.Equal(200, report.Counts.Copied + report.Counts.Present));
        Assert.Empty(await host.VerifyAsync());
    }

    [Fact]
    public async Task An_interrupted_copying_goes_on_at_its_checkpoint()
    {
        for (var i = 0; i < 200; i++)
            await old.UploadAsync($"text {i}", $"message-{i / 20}");
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        host.New.BeforeBegin = _ => host.New.Begun == 150 ? interruption.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.CopyAsync(cancellationToken: interruption.Token).AsTask());
        host.New.BeforeBegin = _ => Task.CompletedTask;

        var report = await host.CopyAsync(new StoreCopy { Checkpoint = host.Progress[^1].Checkpoint });

        Assert.Equal(200, report.Counts.Blobs);
        Assert.Equal(200, report.Counts.Copied + report.Counts.Present);
        Assert.InRange(report.Counts.Present, 1, 72);
        Assert.Empty(await host.VerifyAsync());
    }

    [Fact]
    public async Task A_copier_that_was_killed_in_the_middle_of_a_blob_copies_it_when_it_goes_on()
    {
        var attachment = await old.UploadAsync("text");
        var checkpoint = await CheckpointOfAsync();
        host.NewMemory.AbandonStaging(attachment.Key, "te"u8);

        var report = await host.CopyAsync(new StoreCopy { Checkpoint = checkpoint });

        Assert.Equal(1, report.Counts.Copied);
        Assert.Empty(await host.VerifyAsync());
    }

    [Fact]
    public async Task A_copy_whose_blob_was_deleted_as_the_copier_was_killed_is_taken_back_when_it_goes_on()
    {
        var attachment = await old.UploadAsync("text");
        var checkpoint = await CheckpointOfAsync();
        await host.DeleteAsync(attachment.Id);
        host.NewMemory.Damage(attachment.Key, "text"u8);

        await host.CopyAsync(new StoreCopy { Checkpoint = checkpoint });

        Assert.Empty(host.NewMemory.Published);
    }

    [Fact]
    public async Task A_copy_that_was_whole_as_the_copier_was_killed_stays_when_it_goes_on()
    {
        var attachment = await old.UploadAsync("text");
        var checkpoint = await CheckpointOfAsync();
        host.NewMemory.Damage(attachment.Key, "text"u8);

        var report = await host.CopyAsync(new StoreCopy { Checkpoint = checkpoint });

        Assert.Equal(1, report.Counts.Present);
        Assert.Equal(0, host.New.Begun);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Version":1,"After":null,"Pending":["no key"],"Counts":{}}""")]
    [InlineData("""{"Version":1,"After":null,"Pending":[null],"Counts":{}}""")]
    [InlineData("""{"Version":2,"After":null,"Pending":[],"Counts":{}}""")]
    public async Task What_is_no_checkpoint_is_refused(string text) =>
        await Assert.ThrowsAsync<ArgumentException>(() => host.CopyAsync(new StoreCopy { Checkpoint = text }).AsTask());

    // The one that was told before the first blob was begun: the last that a copier which was killed there has told.
    private async Task<string> CheckpointOfAsync()
    {
        await host.CopyAsync(new StoreCopy { DryRun = true });
        return host.Progress[0].Checkpoint;
    }

    // What a host does that knows nothing of the copier's staging.
    private Task<DeleteOutcome> DeleteRowAsync(Attachment attachment) =>
        new InMemoryAttachmentRepository(host.Database)
            .DeleteAsync(attachment.Tenant, [new(attachment.Id, attachment.Blob)], TimeSpan.FromHours(1), Token).AsTask();

    private static Func<BlobKey, Task> Once(Func<Task> action)
    {
        var done = false;
        return _ =>
        {
            if (done)
                return Task.CompletedTask;

            done = true;
            return action();
        };
    }
}
