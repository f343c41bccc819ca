using Xunit;

namespace Attachments.Storage.FileSystem;

public sealed class SweepTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_live_writers_lock_protects_its_staging_from_another_host_for_a_year()
    {
        var bytes = new byte[] { 1, 2, 3 };
        await using var writer = await Stores.At(directory.Path).BeginWriteAsync(Stores.NewKey(), null, Token);
        await writer.WriteAsync(bytes, Token);
        File.SetLastWriteTimeUtc(Assert.Single(directory.Files()), DateTime.UtcNow.AddYears(-1));

        var dropped = await Stores.At(directory.Path).DropStagingsAsync(TimeSpan.FromHours(1), Token);

        Assert.Equal(0, dropped);
        await writer.CommitAsync(Token);
        Assert.Equal(bytes, await Stores.At(directory.Path).ReadAsync(writer.Key, 3));
    }

    [Fact]
    public async Task A_half_written_staging_of_a_dead_process_is_dropped_only_when_it_is_old()
    {
        var store = Stores.At(directory.Path);
        await store.CheckAsync(Token);
        var half = directory.Sub("staging", $"{Stores.NewKey().Blob}.t-tenant");
        await File.WriteAllBytesAsync(half, new byte[1_000], Token);

        Assert.Equal(0, await store.DropStagingsAsync(TimeSpan.FromHours(1), Token));
        Assert.True(File.Exists(half));

        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddMinutes(-61));
        Assert.Equal(1, await store.DropStagingsAsync(TimeSpan.FromHours(1), Token));
        Assert.Empty(directory.Files());
    }

    [Fact]
    public async Task Files_that_are_no_stagings_are_left_alone_but_for_forgotten_probes()
    {
        var store = Stores.At(directory.Path);
        await store.CheckAsync(Token);
        var foreign = directory.Sub("staging", "notes.txt");
        var probe = directory.Sub("staging", "probe-" + Guid.NewGuid().ToString("N"));
        var youngProbe = directory.Sub("staging", "probe-" + Guid.NewGuid().ToString("N"));
        foreach (var path in (string[])[foreign, probe, youngProbe])
            await File.WriteAllTextAsync(path, "x", Token);
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow.AddYears(-1));
        File.SetLastWriteTimeUtc(probe, DateTime.UtcNow.AddMinutes(-2));

        var dropped = await store.DropStagingsAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal(0, dropped);
        Assert.Equal(new[] { foreign, youngProbe }.Order(), directory.Files().Order());
    }

    [Fact]
    public async Task Another_host_kills_a_staging_by_deleting_its_key()
    {
        await using var writer = await Stores.At(directory.Path).BeginWriteAsync(Stores.NewKey(), null, Token);
        await writer.WriteAsync(new byte[10], Token);

        await Stores.At(directory.Path).DeleteAsync(writer.Key, Token);

        await Assert.ThrowsAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());
        Assert.Empty(directory.Files());
    }

    [Fact]
    public async Task A_writer_that_nobody_disposed_is_dropped_once_its_file_is_closed()
    {
        var store = Stores.At(directory.Path);
        await store.CheckAsync(Token);
        var path = directory.Sub("staging", $"{Stores.NewKey().Blob}.t-tenant");

        using (StagingFile.Create(path, null))
            Assert.Equal(0, await store.DropStagingsAsync(TimeSpan.Zero, Token));

        Assert.Equal(1, await store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Checks_leave_nothing_however_many_run_at_once()
    {
        var store = Stores.At(directory.Path);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => store.CheckAsync(Token).AsTask(), Token)));

        Assert.Empty(directory.Files());
    }
}
