using System.Security.Cryptography;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.Fleet.StoreFaults;

/// <summary>radosgw is stopped, killed, frozen and restarted in the midst of an upload, a download and a delete.</summary>
[Collection(FleetCollection.Name)]
public sealed class StoreFaultTests(StoreFaultFixture fixture) : IClassFixture<StoreFaultFixture>, IAsyncLifetime
{
    private const int MiB = 1024 * 1024;
    private const int PartLength = 5 * MiB;

    private static long seed = 5_000_000;

    private string message = "";

    public static TheoryData<StoreFault> Faults => [.. Enum.GetValues<StoreFault>()];

    public async ValueTask InitializeAsync()
    {
        fixture.SkipWhereThereIsNone();
        message = (await fixture.Caller.CreateMessageAsync())["messageId"]!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_upload_in_parts_is_acknowledged_or_refused_cleanly_and_nothing_of_it_is_left(StoreFault fault)
    {
        var content = await MakeAsync(22 * MiB);
        using var file = new GatedContent(content, before: (2 * PartLength) + MiB);
        var uploading = fixture.Caller.UploadAsync(message, file);
        await UntilAsync(async () => (await fixture.Store.ListMultipartUploadsAsync()).Count == 1, "the first parts are sent");

        await using var outage = await fixture.BeginAsync(fault);
        file.Open();
        var answer = await uploading;
        await outage.EndAsync();

        Assert.True(answer.Status == 201 || answer.IsCleanlyUnavailable, answer.ToString());
        Assert.True(answer.Status == 503 || fault == StoreFault.Restarted, $"{answer} while the store was {fault}");
        await AssertAgreesAsync(content, answer);
        await fixture.AssertSweptCleanAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_upload_that_comes_when_the_store_is_away_is_refused_within_a_bound_and_can_be_repeated(StoreFault fault)
    {
        var content = await MakeAsync(300_000);

        await using var outage = await fixture.BeginAsync(fault);
        var answer = await fixture.Caller.UploadAsync(message, content, CancellationToken.None);
        await outage.EndAsync();

        Assert.True(fault == StoreFault.Restarted ? answer.Status is 201 or 503 : answer.IsCleanlyUnavailable, answer.ToString());
        Assert.True(answer.To - answer.From < StoreFaultFixture.Bound, answer.ToString());
        await AssertAgreesAsync(content, answer);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_download_that_has_begun_is_whole_or_broken_off_and_whole_the_next_time(StoreFault fault)
    {
        var content = await MakeAsync(24 * MiB);
        var id = await UploadAsync(content);
        using var request = RequestFor(id);
        using var response = await fixture.Host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = new byte[MiB];
        await body.ReadExactlyAsync(first, TestContext.Current.CancellationToken);

        await using var outage = await fixture.BeginAsync(fault);
        var rest = await ReadRestAsync(body);
        await outage.EndAsync();

        Assert.True(rest is null || first.Length + rest.Length == content.Length, "An answer ended well, and is too short.");
        if (rest is not null)
            Assert.Equal(content.Digest, Convert.ToHexStringLower(SHA256.HashData([.. first, .. rest])));
        await AssertReadableAsync(id, content);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_delete_succeeds_within_a_bound_and_its_bytes_go_when_the_store_is_back(StoreFault fault)
    {
        var content = await MakeAsync(6 * MiB);
        var id = await UploadAsync(content);

        await using var outage = await fixture.BeginAsync(fault);
        var answer = await fixture.Caller.DeleteAsync(id);
        var after = await fixture.Caller.GetMetadataAsync(id);
        await outage.EndAsync();

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.True(answer.To - answer.From < StoreFaultFixture.Bound, answer.ToString());
        Assert.Equal(404, after.Status);
        await fixture.AssertSweptCleanAsync();
    }

    private static async Task<FleetContent> MakeAsync(long length) => await FleetContent.MakeAsync((ulong)Interlocked.Increment(ref seed), length);

    private static HttpRequestMessage RequestFor(string id) => new(HttpMethod.Get, $"/api/v1/attachments/{id}/download")
    {
        Headers = { { "X-Tenant-ID", "tenant-1" }, { "X-User-ID", "user-1" } },
    };

    /// <returns>The rest, or null where the connection broke.</returns>
    private static async Task<byte[]?> ReadRestAsync(Stream body)
    {
        using var rest = new MemoryStream();
        try
        {
            await body.CopyToAsync(rest).WaitAsync(StoreFaultFixture.Bound);
            return rest.ToArray();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(StoreFaultFixture.Bound);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"It did not come to pass that {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task<string> UploadAsync(FleetContent content)
    {
        var answer = await fixture.Caller.UploadAsync(message, content, CancellationToken.None);
        Assert.True(answer.Status == 201, answer.ToString());
        return answer["id"]!;
    }

    // What was acknowledged is there; of what was refused nothing is, and the same upload again is no duplicate.
    private async Task AssertAgreesAsync(FleetContent content, FleetAnswer answer)
    {
        var again = await fixture.Caller.UploadAsync(message, content, CancellationToken.None);

        // A gateway that has just come back may be silent once more.
        await UntilAsync(async () => again.Status == 201 || (again = await fixture.Caller.UploadAsync(message, content, CancellationToken.None)).Status == 201, "the upload can be repeated");
        Assert.Equal(answer.Status == 201, again["virusScanStatus"] == "duplicate");
        await AssertReadableAsync(again["id"]!, content);
    }

    private async Task AssertReadableAsync(string id, FleetContent content)
    {
        var answer = await fixture.Caller.DownloadAsync(id, content, range: null);
        Assert.True(answer is { Status: 200, Loss: Loss.None, WrongBytes: null }, $"{answer} {answer.WrongBytes}");
    }
}
