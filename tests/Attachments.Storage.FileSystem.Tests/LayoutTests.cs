using System.Runtime.Versioning;
using Attachments.Access;
using Xunit;

namespace Attachments.Storage.FileSystem;

public sealed class LayoutTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_published_blob_lies_under_its_tenant_and_the_last_byte_of_its_id()
    {
        var store = Stores.At(directory.Path);

        var key = await store.PublishAsync([1, 2, 3], "mail.example");

        var id = key.Blob.ToString();
        Assert.Equal([directory.Sub("blobs", "t-mail%2eexample", id[^2..], id)], directory.Files());
    }

    [Fact]
    public async Task A_staging_lies_apart_from_the_blobs_and_is_gone_with_its_writer()
    {
        var store = Stores.At(directory.Path);
        var writer = await store.BeginWriteAsync(Stores.NewKey(), 10, Token);

        Assert.Equal([directory.Sub("staging", $"{writer.Key.Blob}.t-tenant")], directory.Files());

        await writer.DisposeAsync();
        Assert.Empty(directory.Files());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_and_directories_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var store = Stores.At(directory.Sub("new", "root"));

        await store.PublishAsync([1]);
        await using var writer = await store.BeginWriteAsync(Stores.NewKey(), null, Token);

        Assert.All(directory.Files(), file => Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(file)));
        Assert.All(
            Directory.EnumerateDirectories(directory.Path, "*", SearchOption.AllDirectories),
            path => Assert.Equal(OwnerReadsAndWrites | UnixFileMode.UserExecute, File.GetUnixFileMode(path)));
    }

    [Theory]
    [InlineData(0, 3, true)]
    [InlineData(1, 2, false)]
    [InlineData(0, 2, false)]
    public async Task A_reader_of_the_whole_blob_has_its_file_and_one_of_a_part_has_none(int offset, int count, bool hasFile)
    {
        var store = Stores.At(directory.Path);
        var key = await store.PublishAsync([1, 2, 3]);

        await using var reader = await store.OpenReadAsync(key, offset, count, Token);

        Assert.Equal(hasFile, reader!.File is not null);
    }

    [Theory]
    [InlineData("a-b_9", "t-a-b_9")]
    [InlineData("A", "t-%41")]
    [InlineData("..", "t-%2e%2e")]
    [InlineData("con", "t-con")]
    [InlineData("a:b@c+d", "t-a%3ab%40c%2bd")]
    public void A_tenant_is_escaped_to_a_segment_that_every_file_system_takes(string tenant, string segment) =>
        Assert.Equal(segment, TenantSegment.Of(TenantId.Parse(tenant)));

    [Fact]
    public async Task No_key_leads_out_of_the_root_or_to_another_keys_file()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@:+-....";
        var root = directory.Sub("store");
        var store = Stores.At(root, flushToDisk: false);
        var random = new Random(20_261_123);
        var tenants = Enumerable.Range(0, 300)
            .Select(_ => random.GetString(Alphabet, random.Next(1, 65)))
            .Concat(["..", ".", "...", "store-2", "../store"[..2]])
            .Distinct()
            .ToList();

        foreach (var tenant in tenants)
            await store.PublishAsync([1], tenant);

        var files = directory.Files();
        Assert.Equal(tenants.Count, files.Count);
        Assert.Equal(tenants.Count, files.Select(file => file.ToLowerInvariant()).Distinct().Count());
        Assert.All(files, file => Assert.StartsWith(root + Path.DirectorySeparatorChar, file, StringComparison.Ordinal));
        Assert.Equal([root], Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_sibling_whose_name_begins_like_the_roots_is_another_store()
    {
        var store = Stores.At(directory.Sub("root"));
        var sibling = Stores.At(directory.Sub("root-2"));
        var key = await store.PublishAsync([1]);

        await sibling.DeleteAsync(key, Token);

        Assert.Null(await sibling.ReadAsync(key, 1));
        Assert.Equal([1], await store.ReadAsync(key, 1));
    }

    [Theory]
    [InlineData("0191d0a0-0000-7000-8000-000000000000.t-a", true)]
    [InlineData("0191d0a0-0000-7000-8000-000000000000", false)]
    [InlineData("0191d0a0-0000-7000-8000-000000000000.bak", false)]
    [InlineData("probe-0191d0a0000070008000000000000000", false)]
    [InlineData("README", false)]
    public void Only_a_stagings_own_name_is_taken_for_one(string name, bool expected) => Assert.Equal(expected, StoreLayout.IsStagingName(name));
}
