using Attachments.Storage;
using Xunit;

namespace Attachments.Consistency;

// What hosts do between two looks of a check, at the worst moments. The tests of real hosts at full speed are in Attachments.Races.Tests.
public sealed class ConsistencyRaceTests : ConsistencyTests
{
    private static readonly ConsistencyCheck Everything = new() { VerifyDigests = true, Repair = true };

    [Fact]
    public async Task A_delete_between_the_row_and_the_look_is_no_finding()
    {
        var attachment = await UploadAsync("text");
        Store.BeforeFind = Once(() => DeleteAsync(attachment));

        Assert.True((await CheckAsync(Everything)).IsConsistent);
    }

    [Fact]
    public async Task A_delete_between_the_look_and_the_read_is_no_finding()
    {
        var attachment = await UploadAsync("text");
        Store.BeforeRead = Once(() => DeleteAsync(attachment));

        Assert.True((await CheckAsync(Everything)).IsConsistent);
    }

    [Fact]
    public async Task A_verdict_between_the_row_and_the_look_is_no_finding()
    {
        var attachment = await UploadAsync("infected");
        Store.BeforeFind = Once(async () =>
        {
            await RemoveAsInfectedAsync(attachment);
            await Host.Memory.DeleteAsync(attachment.Key, Token);
        });

        Assert.True((await CheckAsync(Everything)).IsConsistent);
    }

    [Fact]
    public async Task A_sweep_of_removed_bytes_between_two_looks_is_no_finding()
    {
        var attachment = await UploadAsync("infected");
        await RemoveAsInfectedAsync(attachment);
        var looks = 0;
        Store.BeforeFind = async key =>
        {
            // After the first look has seen the bytes.
            if (++looks != 2)
                return;

            await Host.Memory.DeleteAsync(key, Token);
            await ForgetStrayAsync(key);
        };

        Assert.True((await CheckAsync(Everything)).IsConsistent);
    }

    [Fact]
    public async Task A_delete_between_the_listing_and_the_rows_is_no_finding()
    {
        var attachment = await UploadAsync("text");
        Store.AfterListed = _ => Task.Run(async () => await DeleteAsync(attachment));

        Assert.True((await CheckAsync(Everything)).IsConsistent);
    }

    [Fact]
    public async Task An_upload_between_the_rows_and_the_listing_is_no_finding()
    {
        await UploadAsync("first");
        Attachment? second = null;
        Store.AfterListed = async _ => second ??= await UploadAsync("second");

        Assert.True((await CheckAsync(Everything)).IsConsistent);
        Assert.Contains(second!.Key, Host.Memory.Published);
    }

    [Fact]
    public async Task An_upload_that_has_published_and_not_attached_yet_is_no_finding()
    {
        Host.Repository.BeforeAttachNew = async () => Assert.True((await CheckAsync(Everything)).IsConsistent);

        var attachment = await UploadAsync("text");

        Assert.NotEmpty(Heard.Progress);
        Assert.Equal([attachment.Key], Host.Memory.Published);
    }

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
