using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.PostgreSql.Tests;

// The connection is lost between the commit of a scanner and its answer: a second try finds what the first has done.
public sealed class ScanInDoubtTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = TenantId.Parse("tenant");
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly BlobVerdict Safe = new(ScanStatus.Safe, "engine", "signatures 1");
    private static readonly BlobVerdict Infected = new(ScanStatus.Infected, "engine", "signatures 1", "Eicar");

    private CutHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await CutHost.StartAsync(Token);

    [Fact]
    public async Task A_repeated_claim_finds_its_own()
    {
        var made = await AttachAsync("one");
        host.CutNextAnswer();

        var claim = await host.Cut.Scans.ClaimAsync(made.Key, Long, Token);

        Assert.Equal(1, claim!.Attempt);
        Assert.NotNull(await host.Others.Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
    }

    [Fact]
    public async Task A_repeated_claim_does_not_find_what_another_has_taken_over()
    {
        var made = await AttachAsync("one");
        ScanClaim? other = null;
        host.CutNextAnswer(async () => other = await host.Others.Scans.ClaimAsync(made.Key, Long, Token));

        Assert.Null(await host.Cut.Scans.ClaimAsync(made.Key, TimeSpan.Zero, Token));
        Assert.NotNull(await host.Others.Scans.RecordAsync(other!, Safe, InfectedContent.Remove, Token));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_repeated_claim_of_many_finds_its_own_and_keeps_its_limit(int limit)
    {
        for (var i = 0; i < 5; i++)
            await AttachAsync($"content {i}");
        host.CutNextAnswer();

        var claims = await host.Cut.Scans.ClaimDueAsync(limit, Long, Token);

        Assert.Equal(Math.Min(limit, 5), claims.Count);
        var rest = await host.Others.Scans.ClaimDueAsync(10, Long, Token);
        Assert.Equal(5, claims.Concat(rest).Select(claim => claim.Blob).Distinct().Count());
        Assert.All(claims.Concat(rest), claim => Assert.Equal(1, claim.Attempt));
    }

    [Fact]
    public async Task A_repeated_record_says_that_it_was_recorded()
    {
        var claim = await ClaimAsync("one");
        host.CutNextAnswer();

        Assert.NotNull(await host.Cut.Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
        Assert.Null(await host.Cut.Scans.RecordAsync(claim, Infected, InfectedContent.Remove, Token));
    }

    [Theory]
    [InlineData(InfectedContent.Remove, BlobContentState.Removed)]
    [InlineData(InfectedContent.Quarantine, BlobContentState.Quarantined)]
    public async Task A_repeated_record_of_infected_bytes_names_who_is_affected(InfectedContent infected, BlobContentState content)
    {
        var made = await AttachAsync("one");
        var claim = await host.Others.Scans.ClaimAsync(made.Key, Long, Token);
        host.CutNextAnswer();

        var recorded = await host.Cut.Scans.RecordAsync(claim!, Infected, infected, Token);

        Assert.Equal(content, recorded!.Content);
        Assert.Equal(made.Id, Assert.Single(recorded.Attachments).Attachment);
        Assert.Equal(infected == InfectedContent.Remove ? 1 : 0, (await host.Others.Blobs.ClaimStraysAsync(10, Long, Token)).Count);
    }

    [Fact]
    public async Task A_repeated_record_by_digest_names_who_is_affected()
    {
        var made = await AttachAsync("one");
        host.CutNextAnswer();

        var recorded = await host.Cut.Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Quarantine, Token);

        Assert.Equal(made.Id, Assert.Single(recorded!.Attachments).Attachment);
        Assert.Null(await host.Cut.Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Quarantine, Token));
    }

    [Fact]
    public async Task A_repeated_postponement_gives_one_attempt_back()
    {
        var made = await AttachAsync("one");
        await host.Others.Scans.ClaimAsync(made.Key, TimeSpan.Zero, Token);
        var claim = await host.Others.Scans.ClaimAsync(made.Key, Long, Token);
        host.CutNextAnswer();

        Assert.True(await host.Cut.Scans.PostponeAsync(claim!, TimeSpan.Zero, counts: false, Token));
        Assert.Equal(2, (await host.Others.Scans.ClaimAsync(made.Key, Long, Token))!.Attempt);
    }

    [Fact]
    public async Task A_repeated_upload_leaves_the_stray_of_bytes_that_were_found_infected_meanwhile()
    {
        var attachment = New("one");
        await host.Cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        host.CutNextAnswer(async () => await host.Others.Scans.RecordInfectedAsync(Tenant, attachment.Digest, Infected, InfectedContent.Remove, Token));

        var outcome = await host.Cut.Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.Equal(ScanStatus.Infected, outcome.Attachment!.ScanStatus);
        Assert.Equal([attachment.OwnBlob], await host.Others.Blobs.ClaimStraysAsync(10, Long, Token));
    }

    [Fact]
    public async Task A_repeated_release_says_that_it_was_released()
    {
        var made = await QuarantineAsync("one");
        host.CutNextAnswer();

        Assert.True(await host.Cut.Quarantine.ReleaseAsync(made.Key, "reason", Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeated_purge_says_that_it_was_purged(bool isNamed)
    {
        var made = await QuarantineAsync("one");
        if (!isNamed)
            await host.Others.Attachments.DeleteAsync(Tenant, [new AttachmentReference(made.Id, made.Blob)], Long, Token);
        host.CutNextAnswer();

        Assert.True(await host.Cut.Quarantine.PurgeAsync(made.Key, Long, Token));
        Assert.False(await host.Cut.Quarantine.PurgeAsync(made.Key, Long, Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }

    private async Task<Attachment> AttachAsync(string content)
    {
        var attachment = New(content);
        await host.Others.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        return (await host.Others.Attachments.AttachNewAsync(attachment, Token)).Attachment!;
    }

    private async Task<ScanClaim> ClaimAsync(string content) => (await host.Others.Scans.ClaimAsync((await AttachAsync(content)).Key, Long, Token))!;

    private async Task<Attachment> QuarantineAsync(string content)
    {
        var made = await AttachAsync(content);
        await host.Others.Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Quarantine, Token);
        return made;
    }

    private static NewAttachment New(string content) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = MessageId.Parse("m1"),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("owner"),
        FileName = "file.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(Tenant, new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(content)),
        Length = 7,
        MaxAttachmentsPerMessage = 20,
    };
}
