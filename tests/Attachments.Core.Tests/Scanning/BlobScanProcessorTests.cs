using Attachments.Access;
using Attachments.Events;
using Attachments.Service;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning;

public sealed class BlobScanProcessorTests : IAsyncDisposable
{
    private readonly ScriptedScanner scanner = new();
    private readonly RecordedQueue queue = new();
    private readonly ServiceHarness harness;

    public BlobScanProcessorTests() => harness = new ServiceHarness(services =>
    {
        services.AddSingleton<IBlobScanner>(scanner);
        services.AddSingleton<IScanQueue>(queue);
        services.Configure<ScanningOptions>(scanning =>
        {
            scanning.Mode = ScanMode.Background;
            scanning.Timeout = TimeSpan.FromMinutes(1);
        });
    });

    private IBlobScanProcessor Processor => harness.Services.GetRequiredService<IBlobScanProcessor>();

    private RescanOptions Rescans => harness.Services.GetRequiredService<IOptions<RescanOptions>>().Value;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task Upload_is_announced_and_pending()
    {
        var uploaded = await UploadAsync("content");

        Assert.Equal(ScanStatus.Pending, uploaded.ScanStatus);
        Assert.Equal((uploaded.Key, TimeSpan.Zero), Assert.Single(queue.Woken));
        Assert.Empty(scanner.Begun);
    }

    [Fact]
    public async Task Clean_blob_becomes_safe()
    {
        var uploaded = await UploadAsync("content");

        Assert.True(await Processor.ScanAsync(uploaded.Key, Token));

        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
        Assert.Equal("content"u8.ToArray(), Assert.Single(scanner.Scanned));
        Assert.Equal(new ScanTarget(uploaded.Key) { Digest = uploaded.Digest, Length = uploaded.Length, IsStored = true }, Assert.Single(scanner.Begun));
    }

    [Fact]
    public async Task Blob_is_scanned_once()
    {
        var uploaded = await UploadAsync("content");
        await Processor.ScanAsync(uploaded.Key, Token);

        Assert.False(await Processor.ScanAsync(uploaded.Key, Token));
        Assert.False(await Processor.ScanNextAsync(Token));
    }

    [Fact]
    public async Task ScanNextAsync_takes_what_has_been_due_for_longest()
    {
        var first = await UploadAsync("first");
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await UploadAsync("second");

        await Processor.ScanNextAsync(Token);

        Assert.Equal(ScanStatus.Safe, await StatusAsync(first));
        Assert.Equal("first"u8.ToArray(), Assert.Single(scanner.Scanned));
    }

    [Fact]
    public async Task Infected_blob_loses_its_bytes_and_each_owner_hears_of_it_once()
    {
        var uploaded = await UploadAsync("virus");
        var other = (await harness.UploadAsync("virus", ServiceHarness.OtherDraft)).Value!.Attachment;
        scanner.Verdict = _ => ScriptedScanner.Infected;

        await Processor.ScanAsync(uploaded.Key, Token);

        Assert.Equal((ScanStatus.Infected, ScanStatus.Infected), (await StatusAsync(uploaded), await StatusAsync(other)));
        Assert.Empty(harness.Memory.Published);
        Assert.Equal(RejectionCode.MalwareDetected, (await harness.Service.OpenAsync(ServiceHarness.User, uploaded.Id, ContentAction.Download, Token)).Rejection?.Code);

        var infected = harness.Events.All.OfType<AttachmentsInfected>().ToList();
        Assert.Equal([uploaded.Id, other.Id], infected.SelectMany(e => e.Attachments).Select(a => a.Attachment).Order(Comparer<AttachmentId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Equal(infected.Count, infected.Select(e => e.Owner).Distinct().Count());
        Assert.Equal("Eicar", infected[0].Verdict.Detail);
        Assert.Single(harness.Events.All.OfType<VerdictRecorded>());
    }

    [Fact]
    public async Task Known_infected_bytes_are_refused_until_their_last_attachment_goes()
    {
        var uploaded = await UploadAsync("virus");
        scanner.Verdict = _ => ScriptedScanner.Infected;
        await Processor.ScanAsync(uploaded.Key, Token);

        Assert.Same(Rejection.MalwareDetected, (await harness.UploadAsync("virus", ServiceHarness.OtherDraft)).Rejection);

        Assert.NotNull((await harness.Service.DeleteAsync(ServiceHarness.User, uploaded.Id, Token)).Value);
        Assert.Equal(ScanStatus.Pending, (await harness.UploadAsync("virus", ServiceHarness.OtherDraft)).Value!.Attachment.ScanStatus);
    }

    [Fact]
    public async Task Unscannable_blob_keeps_its_bytes()
    {
        var uploaded = await UploadAsync("encrypted");
        scanner.Verdict = _ => ScriptedScanner.Unscannable;

        await Processor.ScanAsync(uploaded.Key, Token);

        Assert.Equal(ScanStatus.Unscannable, await StatusAsync(uploaded));
        Assert.Single(harness.Memory.Published);
        Assert.False(await Processor.ScanNextAsync(Token));
    }

    [Fact]
    public async Task Failed_scans_back_off_and_are_never_dropped()
    {
        var uploaded = await UploadAsync("content");
        scanner.OnBegin = ScriptedScanner.Unavailable();

        foreach (var seconds in new[] { 5, 10, 20, 300, 300 })
        {
            Assert.True(await Processor.ScanNextAsync(Token));
            harness.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(await Processor.ScanNextAsync(Token));
            harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        scanner.OnBegin = _ => default;
        Assert.True(await Processor.ScanNextAsync(Token));
        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
        Assert.Equal([0, 5, 10, 20, 300, 300], queue.Woken.Select(woken => (int)woken.Delay.TotalSeconds));
    }

    [Fact]
    public async Task Scanner_s_own_word_on_when_to_try_again_counts_and_is_no_attempt()
    {
        await UploadAsync("content");
        scanner.OnBegin = ScriptedScanner.Unavailable(TimeSpan.FromSeconds(17));

        for (var i = 0; i < 10; i++)
        {
            Assert.True(await Processor.ScanNextAsync(Token));
            harness.Clock.Advance(TimeSpan.FromSeconds(17));
        }

        scanner.OnBegin = ScriptedScanner.Unavailable();
        await Processor.ScanNextAsync(Token);
        Assert.Equal(TimeSpan.FromSeconds(5), queue.Woken.Last().Delay);
    }

    // One that waits for somebody else's verdict may do so for an hour, and look every ten seconds.
    [Fact]
    public async Task File_is_scanned_once_while_another_scanner_asks_for_patience()
    {
        var clock = new FakeTimeProvider();
        var waiting = new ScriptedScanner("waiting") { OnBegin = ScriptedScanner.Unavailable(TimeSpan.FromSeconds(10)) };
        await using var pair = new ServiceHarness(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IBlobScanner>(waiting).AddSingleton<IBlobScanner>(scanner);
            services.Configure<ScanningOptions>(scanning => scanning.Mode = ScanMode.Background);
        });
        var uploaded = (await pair.UploadAsync("content")).Value.Attachment;
        var processor = pair.Services.GetRequiredService<IBlobScanProcessor>();
        for (var time = 0; time < 10; time++)
        {
            Assert.True(await processor.ScanNextAsync(Token));
            pair.Clock.Advance(TimeSpan.FromSeconds(10));
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        waiting.OnBegin = _ => default;
        Assert.True(await processor.ScanAsync(uploaded.Key, Token));

        Assert.Equal(ScanStatus.Safe, (await pair.Service.GetAsync(ServiceHarness.User, uploaded.Id, Token)).Value.ScanStatus);
        Assert.Equal("content"u8.ToArray(), Assert.Single(scanner.Scanned));
    }

    [Fact]
    public async Task Scanner_s_bug_is_tried_again_too()
    {
        var uploaded = await UploadAsync("content");
        scanner.OnComplete = _ => throw new InvalidOperationException("A bug.");

        Assert.True(await Processor.ScanNextAsync(Token));

        Assert.Equal(ScanStatus.Pending, await StatusAsync(uploaded));
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await Processor.ScanNextAsync(Token));
    }

    [Fact]
    public async Task Scanner_that_hangs_is_given_up_after_the_time_out()
    {
        await using var impatient = new ServiceHarness(services =>
        {
            services.AddSingleton<IBlobScanner>(scanner);
            services.Configure<ScanningOptions>(scanning => (scanning.Mode, scanning.Timeout) = (ScanMode.Background, TimeSpan.FromMilliseconds(100)));
        });
        var uploaded = (await impatient.UploadAsync("content")).Value!.Attachment;
        scanner.OnComplete = ScriptedScanner.Hang;

        Assert.True(await impatient.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token));

        Assert.Equal(0, scanner.Live);
        Assert.False(await impatient.Services.GetRequiredService<IBlobScanProcessor>().ScanNextAsync(Token));
    }

    [Fact]
    public async Task Host_that_stops_hands_its_work_back()
    {
        await UploadAsync("content");
        using var stop = new CancellationTokenSource();
        scanner.OnComplete = async token =>
        {
            await stop.CancelAsync();
            await ScriptedScanner.Hang(token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Processor.ScanNextAsync(stop.Token));

        scanner.OnComplete = _ => default;
        Assert.True(await Processor.ScanNextAsync(Token));
        Assert.Equal(0, scanner.Live);
    }

    [Fact]
    public async Task Verdict_that_comes_after_the_lease_was_taken_over_is_ignored()
    {
        var uploaded = await UploadAsync("content");
        scanner.Verdict = _ => ScriptedScanner.Infected;
        scanner.OnComplete = async token =>
        {
            // Somebody else takes over when the lease has run out, and finds nothing.
            harness.Clock.Advance(TimeSpan.FromMinutes(3));
            scanner.OnComplete = _ => default;
            scanner.Verdict = _ => ScriptedScanner.Clean;
            Assert.True(await Processor.ScanNextAsync(token));
            scanner.Verdict = _ => ScriptedScanner.Infected;
        };

        await Processor.ScanAsync(uploaded.Key, Token);

        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
        Assert.Single(harness.Memory.Published);
        Assert.Single(harness.Events.All);
    }

    [Fact]
    public async Task Blob_whose_bytes_are_missing_is_tried_again()
    {
        var uploaded = await UploadAsync("content");
        await harness.Memory.DeleteAsync(uploaded.Key, Token);

        Assert.True(await Processor.ScanNextAsync(Token));

        Assert.Equal(ScanStatus.Pending, await StatusAsync(uploaded));
        Assert.Equal(TimeSpan.FromSeconds(5), queue.Woken.Last().Delay);
    }

    [Fact]
    public async Task Rescan_that_finds_nothing_leaves_the_blob_safe_throughout()
    {
        Rescans.RescanAfter = TimeSpan.FromDays(1);
        var uploaded = await UploadAsync("content");
        await Processor.ScanNextAsync(Token);
        harness.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await Processor.ScheduleRescansAsync(Token));
        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
        Assert.True(await Processor.ScanNextAsync(Token));

        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
        Assert.Equal(2, scanner.Scanned.Count);
        Assert.Equal(0, await Processor.ScheduleRescansAsync(Token));
    }

    [Fact]
    public async Task Rescan_with_new_signatures_finds_what_the_old_ones_did_not()
    {
        Rescans.RescanOnNewSignatures = true;
        var uploaded = await UploadAsync("content");
        await Processor.ScanNextAsync(Token);
        Assert.Equal(0, await Processor.ScheduleRescansAsync(Token));

        scanner.Version = new ScannerVersion("Scripted 1", "8");
        scanner.Verdict = _ => ScriptedScanner.Infected;
        Assert.Equal(1, await Processor.ScheduleRescansAsync(Token));
        await Processor.ScanNextAsync(Token);

        Assert.Equal(ScanStatus.Infected, await StatusAsync(uploaded));
        Assert.Single(harness.Events.All.OfType<AttachmentsInfected>());
        Assert.Empty(harness.Memory.Published);
    }

    [Fact(Timeout = 60_000)]
    public async Task Handler_of_events_that_hangs_keeps_nobody_from_anything_for_long()
    {
        var clock = new FakeTimeProvider();
        await using var other = new ServiceHarness(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IBlobScanner>(scanner);
            services.AddSingleton<IAttachmentEvents>(new HangingEvents());
            services.Configure<ScanningOptions>(scanning => scanning.Mode = ScanMode.Background);
        });
        var uploaded = (await other.UploadAsync("content")).Value!.Attachment;

        var scan = other.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token).AsTask();
        while (other.Events.All.IsEmpty)
            await Task.Yield();
        while (!scan.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.True(await scan);
    }

    [Fact]
    public async Task What_becomes_due_behind_a_wave_of_rescans_does_not_wait_for_all_of_it()
    {
        for (var i = 0; i < 10; i++)
        {
            await UploadAsync($"old {i}");
            await Processor.ScanNextAsync(Token);
        }

        Rescans.RescanOnNewSignatures = true;
        scanner.Version = new ScannerVersion("Scripted 1", "8");
        Assert.Equal(10, await Processor.ScheduleRescansAsync(Token));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        var uploaded = await UploadAsync("lost its turn");

        await Processor.ScanNextAsync(Token);
        await Processor.ScanNextAsync(Token);

        Assert.Equal(ScanStatus.Safe, await StatusAsync(uploaded));
    }

    [Fact]
    public async Task Handler_of_events_that_fails_keeps_nobody_from_anything()
    {
        await using var other = new ServiceHarness(services =>
        {
            services.AddSingleton<IBlobScanner>(scanner);
            services.AddSingleton<IAttachmentEvents>(new FailingEvents());
            services.Configure<ScanningOptions>(scanning => scanning.Mode = ScanMode.Background);
        });
        var uploaded = (await other.UploadAsync("content")).Value!.Attachment;

        Assert.True(await other.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token));

        Assert.Single(other.Events.All);
    }

    [Fact]
    public async Task Handler_of_events_may_use_the_library_itself()
    {
        await using var other = new ServiceHarness(services =>
        {
            services.AddSingleton<IBlobScanner>(scanner);
            services.AddAttachmentsCore().AddEvents<PurgingEvents>();
            services.Configure<ScanningOptions>(scanning =>
            {
                scanning.Mode = ScanMode.Background;
                scanning.InfectedContent = InfectedContent.Quarantine;
            });
        });
        scanner.Verdict = _ => ScriptedScanner.Infected;
        var uploaded = (await other.UploadAsync("virus")).Value!.Attachment;

        Assert.True(await other.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token));

        Assert.Empty(other.Memory.Published);
    }

    private async Task<Attachment> UploadAsync(string text) => (await harness.UploadAsync(text)).Value!.Attachment;

    private async Task<ScanStatus> StatusAsync(Attachment attachment) =>
        (await harness.Service.GetAsync(ServiceHarness.User, attachment.Id, Token)).Value!.ScanStatus;

    private sealed class RecordedQueue : IScanQueue
    {
        public List<(BlobKey Blob, TimeSpan Delay)> Woken { get; } = [];

        public void Wake(BlobKey blob, TimeSpan delay) => Woken.Add((blob, delay));
    }

#pragma warning disable CA1812 // Made by the container.
    private sealed class PurgingEvents(IAttachmentQuarantine quarantine) : IAttachmentEvents
#pragma warning restore CA1812
    {
        public async ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken)
        {
            if (attachmentEvent is AttachmentsInfected)
                await quarantine.PurgeAsync(attachmentEvent.Blob, UserId.Parse("robot"), "test", cancellationToken);
        }
    }

    private sealed class HangingEvents : IAttachmentEvents
    {
        public async ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    private sealed class FailingEvents : IAttachmentEvents
    {
        public ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken) => throw new InvalidOperationException("A bug.");
    }
}
