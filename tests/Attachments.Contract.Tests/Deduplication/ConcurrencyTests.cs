using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Deduplication;

/// <summary>Many requests at once, over one process and over two.</summary>
public abstract class ConcurrencyTests(ContractHost kind) : ContractTests(kind)
{
    private const int Many = 32;

    [Fact]
    public async Task Identical_uploads_into_one_message_make_one_attachment()
    {
        var (message, bytes) = (await Mail.DraftAsync(), Bytes.Fresh(50_000));

        var all = await AtOnceAsync(Many, _ => Mail.AttachAsync(message, bytes));

        Assert.Single(all.Select(view => view.Id).Distinct());
        Assert.Single(all, view => view.ScanStatus == "pending");
        Assert.Equal(Many - 1, all.Count(view => view.ScanStatus == "duplicate"));
        await AssertStoredOnceAsync(bytes, attachments: 1);
    }

    [Fact]
    public async Task Identical_uploads_into_many_messages_share_one_blob()
    {
        var bytes = Bytes.Fresh(50_000);
        var messages = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Mail.DraftAsync()));

        var all = await AtOnceAsync(Many, i => Mail.AttachAsync(messages[i], bytes));

        Assert.Equal(Many, all.Select(view => view.Id).Distinct().Count());
        Assert.All(all, view => Assert.Equal("pending", view.ScanStatus));
        await AssertStoredOnceAsync(bytes, attachments: Many);
    }

    [Fact]
    public async Task Forty_distinct_uploads_into_one_message_make_exactly_twenty()
    {
        var message = await Mail.DraftAsync();

        var all = await AtOnceAsync(40, i => Mail.UploadAsync(message, Bytes.Of($"file {i} of {message}")));

        Assert.Equal(20, all.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(all.Where(answer => answer.Status != HttpStatusCode.Created), answer => answer.ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments"));
        Assert.Equal(20, (await Mail.AllOfAsync(message)).Count);
        Assert.Equal(20, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(20, await Host.CountRowsAsync("blobs", User.Tenant));
    }

    [Fact]
    public async Task Upload_racing_the_delete_of_the_same_content_never_loses_its_bytes()
    {
        var bytes = Bytes.Fresh(2_000);
        var victim = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        for (var round = 0; round < 25; round++)
        {
            var message = await Mail.DraftAsync();
            var uploading = Mail.AttachAsync(message, bytes);
            var deleting = Mail.DeleteAttachmentAsync(victim.Id);
            victim = await uploading;
            (await deleting).ShouldBe(HttpStatusCode.OK);

            Assert.Equal(bytes, (await Mail.DownloadAsync(victim.Id)).ShouldBe(HttpStatusCode.OK).Body);
        }

        await AssertStoredOnceAsync(bytes, attachments: 1);
    }

    [Fact]
    public async Task One_of_many_deletes_succeeds()
    {
        var uploaded = await Mail.AttachAsync();

        var all = await AtOnceAsync(Many, _ => Mail.DeleteAttachmentAsync(uploaded.Id));

        Assert.Single(all, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(Many - 1, all.Count(answer => answer.Status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Uploads_racing_sending_are_in_the_message_or_refused()
    {
        var message = await Mail.DraftAsync();

        var uploads = AtOnceAsync(16, i => Mail.UploadAsync(message, Bytes.Of($"file {i} of {message}")));
        var sent = await Mail.SendMessageAsync(message);
        var all = await uploads;

        sent.ShouldBe(HttpStatusCode.OK);
        Assert.All(all.Where(answer => answer.Status != HttpStatusCode.Created), answer => answer.ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft"));
        Assert.Equal(all.Count(answer => answer.Status == HttpStatusCode.Created), (await Mail.AllOfAsync(message)).Count);
    }

    [Fact]
    public async Task Uploads_racing_the_deletion_of_their_message_leave_nothing()
    {
        var message = await Mail.DraftAsync();

        var uploads = AtOnceAsync(16, i => Mail.UploadAsync(message, Bytes.Of($"file {i} of {message}")));
        var deleted = await Mail.DeleteMessageAsync(message);
        var all = await uploads;

        deleted.ShouldBe(HttpStatusCode.OK);
        Assert.All(all, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.NotFound }));
        Assert.Equal(0, await Host.CountRowsAsync("attachments", User.Tenant));
        await Eventually.HoldsAsync(async () => await Host.CountRowsAsync("blobs", User.Tenant) == 0, "the deleted message's blobs are reaped");
    }

    [Fact]
    public async Task Two_processes_on_one_database_and_folder_behave_as_one()
    {
        await using var twin = await Host.StartTwinAsync();
        var hosts = new[] { Mail, twin.As(User) };
        var (message, bytes) = (await Mail.DraftAsync(), Bytes.Fresh(50_000));

        var same = await AtOnceAsync(Many, i => hosts[i % 2].AttachAsync(message, bytes));
        Assert.Single(same.Select(view => view.Id).Distinct());
        Assert.Single(same, view => view.ScanStatus == "pending");
        await AssertStoredOnceAsync(bytes, attachments: 1);

        var distinct = await AtOnceAsync(40, i => hosts[i % 2].UploadAsync(message, Bytes.Of($"file {i} of {message}")));
        Assert.Equal(19, distinct.Count(answer => answer.Status == HttpStatusCode.Created));

        Assert.Equal(bytes, (await hosts[1].DownloadAsync(same[0].Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await hosts[1].DeleteAttachmentAsync(same[0].Id)).ShouldBe(HttpStatusCode.OK);
        (await hosts[0].DownloadAsync(same[0].Id)).ShouldBe(HttpStatusCode.NotFound);
    }

    // All are ready before the first one starts.
    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> act)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, count).Select(async i =>
        {
            await gate.Task;
            return await act(i);
        }).ToArray();
        gate.SetResult();
        return await Task.WhenAll(all);
    }

    private async Task AssertStoredOnceAsync(byte[] bytes, long attachments)
    {
        Assert.Equal(attachments, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(1, await Host.CountRowsAsync("blobs", User.Tenant));
        Assert.Equal(0, await Host.CountRowsAsync("strays", User.Tenant));
        await Host.BlobOfAsync(bytes);
    }
}
