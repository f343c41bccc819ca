using System.Net;
using System.Text.RegularExpressions;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Faults;

/// <summary>The folder of blobs fails under the host.</summary>
[FolderOnly]
public abstract class StorageFaultTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Blob_removed_behind_the_hosts_back_is_404_and_logged()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var (message, bytes) = (await mail.DraftAsync(), Bytes.Fresh());
        var uploaded = await mail.AttachAsync(message, bytes);
        await host.Storage.RemoveAsync(await host.BlobOfAsync(bytes));

        var answer = await mail.DownloadAsync(uploaded.Id);
        answer.ShouldBeProblem(HttpStatusCode.NotFound, answer.Code, "Attachment file not found");
        (await mail.DownloadAsync(uploaded.Id, "", ("Range", "bytes=0-3"))).ShouldBe(HttpStatusCode.NotFound);

        await Eventually.HoldsAsync(() => Regex.IsMatch(host.Output, "(?i)(fail|error)"), "the loss is logged");
        Assert.Single(await mail.AllOfAsync(message));
        (await mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Blob_cut_short_behind_the_hosts_back_is_not_taken_for_the_whole()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var bytes = Bytes.Fresh(1_000_000);
        var uploaded = await mail.AttachAsync(await mail.DraftAsync(), bytes);
        await using (var file = new FileStream(await host.BlobOfAsync(bytes), FileMode.Open, FileAccess.Write))
            file.SetLength(500_000);

        // Either it is noticed in time, or the connection is aborted.
        try
        {
            var answer = await mail.DownloadAsync(uploaded.Id);
            Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        }
        catch (HttpRequestException)
        {
            (await mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Storage_that_is_down_is_503_and_the_host_recovers()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var (message, bytes) = (await mail.DraftAsync(), Bytes.Fresh());
        var uploaded = await mail.AttachAsync(message, bytes);
        var away = host.BlobDirectory + ".away";

        Directory.Move(host.BlobDirectory, away);
        await File.WriteAllTextAsync(host.BlobDirectory, "not a folder", TestContext.Current.CancellationToken);
        await AssertUnavailableAsync(mail, message);
        Assert.Single(await mail.AllOfAsync(message));
        (await mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        File.Delete(host.BlobDirectory);
        Directory.Move(away, host.BlobDirectory);
        Assert.Equal(bytes, (await mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await mail.UploadAsync(message, Bytes.Fresh())).ShouldBe(HttpStatusCode.Created);
        Assert.Equal(2, (await host.BlobsAsync()).Count);
    }

    [Fact]
    public async Task Delete_succeeds_while_storage_is_down_and_the_bytes_go_later()
    {
        await using var host = await Kind.StartAsync(("Attachments__Sweeping__Interval", "00:00:00.2"), ("Attachments__Sweeping__GracePeriod", "00:00:01"));
        var mail = host.As(User);
        var (message, bytes) = (await mail.DraftAsync(), Bytes.Fresh());
        var uploaded = await mail.AttachAsync(message, bytes);
        var away = host.BlobDirectory + ".away";
        Directory.Move(host.BlobDirectory, away);
        await File.WriteAllTextAsync(host.BlobDirectory, "not a folder", TestContext.Current.CancellationToken);

        (await mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        Assert.Empty(await mail.AllOfAsync(message));

        File.Delete(host.BlobDirectory);
        Directory.Move(away, host.BlobDirectory);
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count == 0, "the deleted attachment's bytes are reaped");
        await Eventually.HoldsAsync(async () => await host.CountRowsAsync("strays") == 0, "nothing is left to reap");
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_503()
    {
        using var mount = TemporaryMount.Create("8m");
        await using var host = await Kind.StartAsync(("BLOB_STORAGE_PATH", mount.Path));
        var mail = host.As(User);
        var (message, bytes) = (await mail.DraftAsync(), Bytes.Fresh());
        var uploaded = await mail.AttachAsync(message, bytes);

        mount.MakeReadOnly();

        await AssertUnavailableAsync(mail, message);
        Assert.Equal(bytes, (await mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Full_disk_is_507_and_nothing_stays()
    {
        using var mount = TemporaryMount.Create("1m");
        await using var host = await Kind.StartAsync(("BLOB_STORAGE_PATH", mount.Path));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, Bytes.Counted(3_000_000))).ShouldBeProblem(HttpStatusCode.InsufficientStorage, "storage_full");

        Assert.Empty(await host.BlobsAsync());
        Assert.Equal(0, await host.CountRowsAsync("attachments") + await host.CountRowsAsync("blobs") + await host.CountRowsAsync("strays"));
        (await mail.UploadAsync(message, Bytes.Fresh(100_000))).ShouldBe(HttpStatusCode.Created);
    }

    private static async Task AssertUnavailableAsync(MailClient mail, string message)
    {
        var answer = (await mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "storage_unavailable");

        Assert.True(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.DoesNotContain("/tmp", answer.Text, StringComparison.Ordinal);
    }
}
