using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task Blobs_of_all_tenants_are_listed_page_by_page_in_the_order_of_their_ids()
    {
        var uploaded = new List<NewAttachment>();
        for (var content = 1; content <= 5; content++)
        {
            uploaded.Add(New(content: content, tenant: content % 2 == 0 ? OtherTenant : Tenant));
            await AttachedAsync(uploaded[^1]);
        }

        var listed = new List<BlobRecord>();
        for (var page = await Consistency.ListBlobsAsync(null, 2, Token); page.Count > 0; page = await Consistency.ListBlobsAsync(page[^1].Key.Blob, 2, Token))
        {
            Assert.InRange(page.Count, 1, 2);
            listed.AddRange(page);
        }

        uploaded.Sort((left, right) => left.OwnBlob.Blob.Value.CompareTo(right.OwnBlob.Blob.Value));
        Assert.Equal(uploaded.Select(one => new BlobRecord(one.OwnBlob, one.Digest, one.Length, BlobContentState.Stored)), listed);
    }

    [Fact]
    public async Task FindKeysAsync_tells_what_names_each_key_in_the_order_that_was_asked()
    {
        var blob = New(content: 1);
        await AttachedAsync(blob);
        var reserved = New(content: 2);
        await Attachments.AttachOrReserveAsync(reserved, Long, Token);
        var condemned = New(content: 3);
        await DeleteAsync(await AttachedAsync(condemned));
        var unknown = New().OwnBlob;

        var found = await Consistency.FindKeysAsync([unknown, condemned.OwnBlob, blob.OwnBlob, reserved.OwnBlob], Token);

        KeyRecord[] expected =
        [
            new(unknown, null, IsStray: false),
            new(condemned.OwnBlob, null, IsStray: true),
            new(blob.OwnBlob, new BlobRecord(blob.OwnBlob, blob.Digest, blob.Length, BlobContentState.Stored), IsStray: false),
            new(reserved.OwnBlob, null, IsStray: true),
        ];
        Assert.Equal(expected, found);
        Assert.Equal([false, true, true, true], found.Select(key => key.IsNamed));
    }

    [Fact]
    public async Task FindKeysAsync_knows_a_key_only_under_its_own_tenant()
    {
        var blob = New(content: 1);
        await AttachedAsync(blob);
        var reserved = New(content: 2);
        await Attachments.AttachOrReserveAsync(reserved, Long, Token);

        var found = await Consistency.FindKeysAsync([new BlobKey(OtherTenant, blob.OwnBlob.Blob), new BlobKey(OtherTenant, reserved.OwnBlob.Blob)], Token);

        Assert.All(found, key => Assert.False(key.IsNamed));
    }

    [Fact]
    public async Task FindKeysAsync_of_nothing_is_empty() => Assert.Empty(await Consistency.FindKeysAsync([], Token));

    [Fact]
    public async Task A_blob_whose_bytes_are_removed_or_quarantined_is_listed_so()
    {
        var removed = New(content: 1);
        await AttachedAsync(removed);
        var claim = await Scans.ClaimAsync(removed.OwnBlob, Long, Token);
        await Scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Remove, Token);
        var quarantined = New(content: 2);
        await AttachedAsync(quarantined);
        await SetVerdictAsync(quarantined.OwnBlob, ScanStatus.Infected);

        var listed = await Consistency.ListBlobsAsync(null, 10, Token);
        var found = await Consistency.FindKeysAsync([removed.OwnBlob, quarantined.OwnBlob], Token);

        Assert.Equal([BlobContentState.Removed, BlobContentState.Quarantined], found.Select(key => key.Blob!.Content));
        Assert.Equal(found.Select(key => key.Blob!).ToHashSet(), listed.ToHashSet());
        Assert.Equal([true, false], found.Select(key => key.IsStray));
    }

    [Fact]
    public async Task MeasureAsync_counts_blobs_their_bytes_and_overdue_strays()
    {
        Assert.Equal(default, await Consistency.MeasureAsync(TimeSpan.Zero, Token));
        await AttachedAsync(New(content: 1));
        await AttachedAsync(New(content: 2, tenant: OtherTenant));
        var removed = New(content: 3);
        await AttachedAsync(removed);
        var claim = await Scans.ClaimAsync(removed.OwnBlob, Long, Token);
        await Scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Remove, Token);
        await Attachments.AttachOrReserveAsync(New(content: 4), Long, Token);

        Assert.Equal(new BlobTotals(3, 1001 + 1002, 1), await Consistency.MeasureAsync(TimeSpan.Zero, Token));
        Assert.Equal(new BlobTotals(3, 1001 + 1002, 0), await Consistency.MeasureAsync(Long, Token));
    }

    [Fact]
    public async Task A_key_that_becomes_a_blob_and_a_stray_again_is_never_seen_without_a_name()
    {
        for (var round = 1; round <= 20; round++)
        {
            var attachment = New(content: round);
            await Attachments.AttachOrReserveAsync(attachment, Long, Token);
            var changing = Task.Run(
                async () =>
                {
                    var outcome = await Attachments.AttachNewAsync(attachment, Token);
                    await DeleteAsync(outcome.Attachment!);
                },
                Token);

            do
            {
                var found = await Consistency.FindKeysAsync([attachment.OwnBlob], Token);
                Assert.True(found[0].IsNamed, "A key was seen between two rows.");
            }
            while (!changing.IsCompleted);

            await changing;
        }
    }
}
