using Attachments.Access;
using Attachments.Events;
using Attachments.Service;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Scanning;

public sealed class QuarantineTests : IAsyncDisposable
{
    private static readonly UserId Officer = UserId.Parse("officer");

    private readonly ScriptedScanner scanner = new() { Verdict = _ => ScriptedScanner.Infected };
    private readonly ServiceHarness harness;

    public QuarantineTests() => harness = new ServiceHarness(services =>
    {
        services.AddSingleton<IBlobScanner>(scanner);
        services.Configure<ScanningOptions>(options => (options.Mode, options.InfectedContent) = (ScanMode.Background, InfectedContent.Quarantine));
    });

    private IAttachmentQuarantine Quarantine => harness.Services.GetRequiredService<IAttachmentQuarantine>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task Infected_bytes_are_kept_out_of_reach()
    {
        var infected = await InfectedAsync();

        Assert.Equal([infected.Key], harness.Memory.Published);
        Assert.Equal(RejectionCode.MalwareDetected, (await OpenAsync(infected)).Rejection?.Code);
        Assert.Equal(BlobContentState.Quarantined, Assert.Single(harness.Events.All.OfType<AttachmentsInfected>()).Content);
    }

    [Fact]
    public async Task Quarantine_tells_what_it_holds()
    {
        var infected = await InfectedAsync();

        var held = Assert.Single(await ListAsync());

        Assert.Equal((infected.Key, infected.Digest, infected.Length, "Eicar", 1), (held.Blob, held.Digest, held.Length, held.Verdict.Detail, held.AttachmentCount));
        Assert.Empty(await Quarantine.ListAsync(ServiceHarness.Foreigner.Tenant, null, 10, Token));
    }

    [Fact]
    public async Task Quarantine_outlives_its_last_attachment()
    {
        var infected = await InfectedAsync();

        await harness.Service.DeleteAsync(ServiceHarness.User, infected.Id, Token);
        harness.Clock.Advance(TimeSpan.FromDays(30));
        await harness.Sweeper.SweepAsync(Token);

        Assert.Equal(0, Assert.Single(await ListAsync()).AttachmentCount);
        Assert.Single(harness.Memory.Published);
        Assert.Same(Rejection.MalwareDetected, (await harness.UploadAsync("virus")).Rejection);
    }

    [Fact]
    public async Task Release_gives_the_bytes_back_and_is_audited()
    {
        var infected = await InfectedAsync();

        Assert.True(await Quarantine.ReleaseAsync(infected.Key, Officer, "A false alarm", Token));

        Assert.NotNull((await OpenAsync(infected)).Value);
        Assert.Empty(await ListAsync());
        Assert.Equal(new QuarantineReleased(infected.Key, Officer, "A false alarm"), harness.Events.All.Last());
        Assert.False(await harness.Services.GetRequiredService<IBlobScanProcessor>().ScanNextAsync(Token));
    }

    [Fact]
    public async Task Purge_deletes_the_bytes_and_is_audited()
    {
        var infected = await InfectedAsync();

        Assert.True(await Quarantine.PurgeAsync(infected.Key, Officer, "No longer needed", Token));

        Assert.Empty(harness.Memory.Published);
        Assert.Empty(await ListAsync());
        Assert.Equal(RejectionCode.MalwareDetected, (await OpenAsync(infected)).Rejection?.Code);
        Assert.Equal(new QuarantinePurged(infected.Key, Officer, "No longer needed"), harness.Events.All.Last());
    }

    [Fact]
    public async Task Purge_of_what_nothing_names_leaves_nothing()
    {
        var infected = await InfectedAsync();
        await harness.Service.DeleteAsync(ServiceHarness.User, infected.Id, Token);

        await Quarantine.PurgeAsync(infected.Key, Officer, "No longer needed", Token);

        harness.AssertNothingStored();
        Assert.Equal(ScanStatus.Pending, (await harness.UploadAsync("virus")).Value!.Attachment.ScanStatus);
    }

    [Fact]
    public async Task What_is_not_in_quarantine_can_be_neither_released_nor_purged()
    {
        var safe = (await harness.UploadAsync("content")).Value!.Attachment;

        Assert.False(await Quarantine.ReleaseAsync(safe.Key, Officer, "Why not", Token));
        Assert.False(await Quarantine.PurgeAsync(safe.Key, Officer, "Why not", Token));

        Assert.Single(harness.Memory.Published);
        Assert.Empty(harness.Events.All);
    }

    private async Task<Attachment> InfectedAsync()
    {
        var uploaded = (await harness.UploadAsync("virus")).Value!.Attachment;
        await harness.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token);
        return uploaded;
    }

    private ValueTask<AttachmentResult<AttachmentContent>> OpenAsync(Attachment attachment) =>
        harness.Service.OpenAsync(ServiceHarness.User, attachment.Id, ContentAction.Download, Token);

    private async Task<IReadOnlyList<QuarantinedBlob>> ListAsync() => await Quarantine.ListAsync(ServiceHarness.User.Tenant, null, 10, Token);
}
