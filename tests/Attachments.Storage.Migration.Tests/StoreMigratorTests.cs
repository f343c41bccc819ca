using Attachments.Testing.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Storage.Migration;

public sealed class StoreMigratorTests : IAsyncDisposable
{
    private static readonly StoreCopy Copy = new() { Parallelism = 1 };

    private readonly MigrationHarness old = new(StoreMigrationStep.Prepare);
    private readonly MigrationHarness host;

    public StoreMigratorTests() => host = new MigrationHarness(StoreMigrationStep.Copy, old);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await old.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Every_blob_is_copied_and_the_old_store_left_as_it_was()
    {
        for (var i = 0; i < 300; i++)
            await old.UploadAsync($"text {i}", $"message-{i / 20}");

        var report = await host.CopyAsync(new StoreCopy { Parallelism = 8 });

        Assert.True(report.IsComplete);
        Assert.Equal(new StoreCopyCounts(300, 300, (10 * 6) + (90 * 7) + (200 * 8), 0, 0, 0), report.Counts);
        Assert.Equal(300, host.OldMemory.Published.Count);
        Assert.Empty(await host.VerifyAsync());
        Assert.Equal(300, host.Progress[^1].Totals.Blobs);
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        await old.UploadAsync("text");

        var report = await host.CopyAsync(Copy with { DryRun = true });

        Assert.Equal(new StoreCopyCounts(1, 1, 4, 0, 0, 0), report.Counts);
        Assert.Equal(0, host.New.Begun);
    }

    [Fact]
    public async Task What_the_new_store_has_is_not_copied_again()
    {
        await old.UploadAsync("old");
        await host.UploadAsync("young");
        await host.CopyAsync();

        var again = await host.CopyAsync();

        Assert.Equal(new StoreCopyCounts(2, 0, 0, 2, 0, 0), again.Counts);
    }

    [Fact]
    public async Task Bytes_that_are_nowhere_are_told_and_the_others_copied()
    {
        var lost = await old.UploadAsync("lost");
        await old.UploadAsync("kept");
        await host.OldMemory.DeleteAsync(lost.Key, Token);

        var report = await host.CopyAsync();

        Assert.Equal([new StoreCopyFailure(lost.Key, StoreCopyFailureKind.MissingBytes)], host.Failures);
        Assert.False(report.IsComplete);
        Assert.Equal(1, report.Counts.Copied);
        Assert.Empty(host.NewMemory.Staged);
    }

    [Theory]
    [InlineData("whale")]
    [InlineData("who")]
    [InlineData("wholesome")]
    public async Task Damaged_bytes_are_told_and_not_copied(string damage)
    {
        var spoilt = await old.UploadAsync("whole");
        await old.UploadAsync("kept");
        host.OldMemory.Damage(spoilt.Key, System.Text.Encoding.UTF8.GetBytes(damage));

        await host.CopyAsync();

        Assert.Equal([new StoreCopyFailure(spoilt.Key, StoreCopyFailureKind.DamagedBytes)], host.Failures);
        Assert.DoesNotContain(spoilt.Key, host.NewMemory.Published);
        Assert.Empty(host.NewMemory.Staged);
    }

    [Fact]
    public async Task Other_bytes_under_its_key_are_told_and_left_alone()
    {
        var attachment = await old.UploadAsync("text");
        host.NewMemory.Damage(attachment.Key, "something else"u8);

        await host.CopyAsync();

        Assert.Equal([new StoreCopyFailure(attachment.Key, StoreCopyFailureKind.OtherBytesPresent)], host.Failures);
        Assert.Equal(14, await host.NewMemory.FindLengthAsync(attachment.Key, Token));
    }

    [Fact]
    public async Task A_store_that_refuses_one_blob_three_times_is_told_and_the_others_are_copied()
    {
        var refused = await old.UploadAsync("refused");
        await old.UploadAsync("kept");
        host.New.BeforeBegin = key => key == refused.Key ? throw new BlobStoreException("No.") : Task.CompletedTask;

        var report = await host.CopyAsync();

        Assert.Equal([new StoreCopyFailure(refused.Key, StoreCopyFailureKind.Refused)], host.Failures);
        Assert.Equal(1, report.Counts.Copied);
        Assert.Equal(4, host.New.Begun);
    }

    [Fact]
    public async Task A_store_that_refuses_once_is_asked_again()
    {
        await old.UploadAsync("text");
        host.New.BeforeBegin = _ => host.New.Begun == 1 ? throw new BlobStoreException("Not now.") : Task.CompletedTask;

        Assert.Equal(1, (await host.CopyAsync()).Counts.Copied);
    }

    [Fact]
    public async Task A_store_that_is_down_ends_the_copying()
    {
        await old.UploadAsync("text");
        host.New.BeforeBegin = _ => throw new BlobStoreException("No.");
        host.New.IsDown = true;

        await Assert.ThrowsAsync<BlobStoreException>(() => host.CopyAsync().AsTask());

        Assert.Empty(host.Failures);
    }

    [Fact]
    public async Task A_store_that_is_full_ends_the_copying_at_once()
    {
        await old.UploadAsync("text");
        host.New.BeforeBegin = _ => throw new BlobStoreException("Full.") { IsFull = true };

        await Assert.ThrowsAsync<BlobStoreException>(() => host.CopyAsync().AsTask());

        Assert.Equal(1, host.New.Begun);
    }

    [Fact]
    public async Task Infected_bytes_that_are_removed_are_not_copied()
    {
        var attachment = await old.UploadAsync("infected");
        var scans = new InMemoryScanRepository(host.Database);
        var claim = await scans.ClaimAsync(attachment.Key, TimeSpan.FromHours(1), Token);
        await scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Remove, Token);

        Assert.Equal(new StoreCopyCounts(1, 0, 0, 0, 1, 0), (await host.CopyAsync()).Counts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task A_parallelism_out_of_bounds_is_refused(int parallelism) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.CopyAsync(new StoreCopy { Parallelism = parallelism }).AsTask());
}
