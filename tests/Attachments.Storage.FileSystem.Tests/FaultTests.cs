using System.Runtime.Versioning;
using Xunit;

namespace Attachments.Storage.FileSystem;

public sealed class FaultTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(2_000_000L)]
    public async Task A_full_disk_is_said_to_be_full_and_the_aborted_upload_gives_its_room_back(long? expectedLength)
    {
        using var tmpfs = new Tmpfs("size=1m");
        var store = Stores.At(tmpfs.Path);

        await using (var writer = await store.BeginWriteAsync(Stores.NewKey(), expectedLength, Token))
        {
            var failure = await Assert.ThrowsAsync<BlobStoreException>(() => writer.WriteAsync(new byte[2_000_000], Token).AsTask());
            Assert.True(failure.IsFull);
            Assert.DoesNotContain(tmpfs.Path, failure.Message, StringComparison.Ordinal);
        }

        var key = await store.PublishAsync(new byte[900_000]);
        Assert.Equal(900_000, (await store.ReadAsync(key, 900_000))!.Length);
    }

    [Fact]
    public async Task A_hint_that_the_disk_has_no_room_for_does_not_refuse_bytes_that_fit()
    {
        using var tmpfs = new Tmpfs("size=1m");
        var store = Stores.At(tmpfs.Path);

        await using var writer = await store.BeginWriteAsync(Stores.NewKey(), 60_000_000, Token);
        await writer.WriteAsync(new byte[500_000], Token);
        await writer.CommitAsync(Token);

        Assert.Equal(500_000, (await store.ReadAsync(writer.Key, 500_000))!.Length);
    }

    // Whoever only says a length, or sends a little of it, must not fill the disk.
    [Fact]
    public async Task A_hint_reserves_little_more_than_has_come()
    {
        using var tmpfs = new Tmpfs("size=64m");
        var store = Stores.At(tmpfs.Path);
        var disk = new DriveInfo(tmpfs.Path);
        await store.CheckAsync(Token);
        var before = disk.AvailableFreeSpace;

        await using var writer = await store.BeginWriteAsync(Stores.NewKey(), 25_000_000, Token);
        Assert.InRange(before - disk.AvailableFreeSpace, 0, 100_000);
        await writer.WriteAsync(new byte[100_000], Token);
        await writer.WriteAsync(new byte[100_000], Token);
        Assert.InRange(before - disk.AvailableFreeSpace, 1_500_000, 2_000_000);
        await writer.CommitAsync(Token);

        Assert.InRange(before - disk.AvailableFreeSpace, 200_000, 300_000);
        Assert.Equal(200_000, (await store.ReadAsync(writer.Key, 200_000))!.Length);
    }

    [Fact]
    public async Task A_disk_without_room_for_another_file_is_full()
    {
        using var tmpfs = new Tmpfs("size=1m,nr_inodes=4");
        var store = Stores.At(tmpfs.Path);
        await using var last = await store.BeginWriteAsync(Stores.NewKey(), null, Token);

        var failure = await Assert.ThrowsAsync<BlobStoreException>(() => store.BeginWriteAsync(Stores.NewKey(), null, Token).AsTask());

        Assert.True(failure.IsFull);
    }

    [Fact]
    public async Task A_read_only_file_system_fails_writes_and_checks_but_not_reads()
    {
        using var tmpfs = new Tmpfs("size=1m");
        var store = Stores.At(tmpfs.Path);
        var key = await store.PublishAsync([1, 2, 3]);
        tmpfs.MakeReadOnly();

        await AssertFailsAsync(() => store.BeginWriteAsync(Stores.NewKey(), null, Token).AsTask());
        await AssertFailsAsync(() => store.DeleteAsync(key, Token).AsTask());
        await AssertFailsAsync(() => store.DropStagingsAsync(TimeSpan.Zero, Token).AsTask());
        await AssertFailsAsync(() => store.CheckAsync(Token).AsTask());
        Assert.Equal([1, 2, 3], await store.ReadAsync(key, 3));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_root_that_belongs_to_another_user_fails_writes_and_checks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "File modes bind neither Windows nor root.");
        var store = Stores.At(directory.Path);
        await store.CheckAsync(Token);
        File.SetUnixFileMode(directory.Sub("staging"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await AssertFailsAsync(() => store.BeginWriteAsync(Stores.NewKey(), null, Token).AsTask());
        await AssertFailsAsync(() => store.CheckAsync(Token).AsTask());
    }

    [Fact]
    public async Task A_volume_that_vanished_is_a_fault_and_never_a_missing_blob()
    {
        var root = directory.Sub("volume");
        var store = Stores.At(root);
        var key = await store.PublishAsync([1]);
        Directory.Move(root, directory.Sub("unmounted"));
        Directory.CreateDirectory(root);

        await AssertFailsAsync(() => store.OpenReadAsync(key, 0, 1, Token).AsTask());
        await AssertFailsAsync(() => store.DeleteAsync(key, Token).AsTask());
        await AssertFailsAsync(() => store.BeginWriteAsync(Stores.NewKey(), null, Token).AsTask());
        await AssertFailsAsync(() => store.CheckAsync(Token).AsTask());
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));

        Directory.Delete(root);
        Directory.Move(directory.Sub("unmounted"), root);
        Assert.Equal([1], await store.ReadAsync(key, 1));
    }

    [Fact]
    public async Task A_commit_writes_nothing_into_the_mount_point_of_a_volume_that_vanished()
    {
        var root = directory.Sub("volume");
        await using var writer = await Stores.At(root).BeginWriteAsync(Stores.NewKey(), null, Token);
        await writer.WriteAsync(new byte[] { 1 }, Token);
        Directory.Move(root, directory.Sub("unmounted"));
        Directory.CreateDirectory(root);

        await AssertFailsAsync(() => writer.CommitAsync(Token).AsTask());

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task A_commit_makes_a_directory_again_that_somebody_tidied_away()
    {
        var store = Stores.At(directory.Path);
        await using var writer = await store.BeginWriteAsync(Stores.NewKey(), null, Token);
        await writer.WriteAsync(new byte[] { 1 }, Token);
        var shard = new StoreLayout(directory.Path).ShardDirectory(writer.Key);
        var neighbour = new BlobKey(writer.Key.Tenant, new BlobId(Guid.Parse($"0191d0a0-0000-7000-8000-0000000000{writer.Key.Blob.ToString()[^2..]}")));
        await using (var first = await store.BeginWriteAsync(neighbour, null, Token))
            await first.CommitAsync(Token);
        Directory.Delete(shard, recursive: true);

        await writer.CommitAsync(Token);

        Assert.Equal([1], await store.ReadAsync(writer.Key, 1));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_fails_the_copy()
    {
        var store = Stores.At(directory.Path);
        var key = await store.PublishAsync(new byte[200_000]);
        using (var file = File.OpenWrite(Assert.Single(directory.Files())))
            file.SetLength(100_000);

        await Assert.ThrowsAsync<BlobStoreException>(() => store.ReadAsync(key, 200_000));
    }

    [Fact]
    public async Task Room_that_was_reserved_for_too_long_a_hint_is_given_back_by_the_commit()
    {
        using var tmpfs = new Tmpfs("size=8m");
        var store = Stores.At(tmpfs.Path);
        await using var writer = await store.BeginWriteAsync(Stores.NewKey(), 7_000_000, Token);
        await writer.WriteAsync(new byte[500_000], Token);
        await writer.WriteAsync(new byte[1_000], Token);
        Assert.InRange(new DriveInfo(tmpfs.Path).AvailableFreeSpace, 0, 2_000_000);

        await writer.CommitAsync(Token);

        Assert.InRange(new DriveInfo(tmpfs.Path).AvailableFreeSpace, 7_500_000, 9_000_000);
    }

    private static async Task AssertFailsAsync(Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<BlobStoreException>(act);
        Assert.False(failure.IsFull);
    }
}
