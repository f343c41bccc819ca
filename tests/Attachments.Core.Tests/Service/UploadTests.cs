using Attachments.Access;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Attachments.Service.ServiceHarness;

namespace Attachments.Service;

public sealed class UploadTests
{
    [Fact]
    public async Task Upload_makes_an_attachment_of_the_messages_owner()
    {
        await using var harness = new ServiceHarness();

        var uploaded = (await harness.UploadAsync("hello", caller: Admin)).Value.Attachment;

        Assert.Equal(("user-1", "boss", 5L, "a.txt"), (uploaded.Owner.Value, uploaded.UploadedBy.Value, uploaded.Length, uploaded.FileName));
        Assert.Equal([uploaded.Key], harness.Memory.Published);
        Assert.Empty(harness.Memory.Staged);
    }

    [Fact]
    public async Task Upload_of_the_same_bytes_into_the_message_gives_the_attachment_that_is_there()
    {
        await using var harness = new ServiceHarness();
        var first = (await harness.UploadAsync("hello")).Value;

        var second = (await harness.UploadAsync("hello")).Value;

        Assert.Equal((false, true), (first.IsDuplicate, second.IsDuplicate));
        Assert.Equal(first.Attachment.Id, second.Attachment.Id);
        Assert.Empty(harness.Memory.Staged);
    }

    [Fact]
    public async Task Upload_of_the_same_bytes_into_another_message_shares_the_blob()
    {
        await using var harness = new ServiceHarness();

        var first = (await harness.UploadAsync("hello")).Value.Attachment;
        var second = (await harness.UploadAsync("hello", OtherDraft)).Value.Attachment;

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Blob, second.Blob);
        Assert.Equal([first.Key], harness.Memory.Published);
    }

    [Fact]
    public async Task Upload_is_refused_before_its_source_is_asked()
    {
        await using var harness = new ServiceHarness();
        var source = new UnaskedSource();

        foreach (var (caller, message, expected) in new[]
        {
            (Stranger, "draft-1", RejectionCode.MessageNotFound),
            (Foreigner, "draft-1", RejectionCode.MessageNotFound),
            (User, "nowhere", RejectionCode.MessageNotFound),
            (User, "sent-1", RejectionCode.MessageNotDraft),
        })
        {
            var result = await harness.Service.UploadAsync(caller, Messages.MessageId.Parse(message), source, TestContext.Current.CancellationToken);
            Assert.Equal(expected, result.Rejection?.Code);
        }

        Assert.False(source.WasAsked);
    }

    [Fact]
    public async Task Upload_into_a_full_message_is_refused_before_its_source_is_asked()
    {
        await using var harness = new ServiceHarness(services => services.Configure<AttachmentsOptions>(options => options.MaxAttachmentsPerMessage = 1));
        await harness.UploadAsync("one");
        var source = new UnaskedSource();

        var result = await harness.Service.UploadAsync(User, Draft, source, TestContext.Current.CancellationToken);

        Assert.Equal((RejectionCode.TooManyAttachments, false), (result.Rejection!.Code, source.WasAsked));
    }

    [Fact]
    public async Task Refused_upload_leaves_nothing()
    {
        await using var harness = new ServiceHarness();

        var result = await harness.UploadAsync(new MemoryStream("MZ\0\0 a program"u8.ToArray()));

        Assert.Equal(RejectionCode.TypeNotAllowed, result.Rejection?.Code);
        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Cancelled_upload_leaves_nothing()
    {
        await using var harness = new ServiceHarness();
        using var cancelling = new CancellationTokenSource();
        var content = new ChunkedStream(new byte[1_000_000], 4096) { OnRead = position => CancelOnceHalfIsRead(position, cancelling) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.UploadAsync(content, cancellationToken: cancelling.Token).AsTask());

        Assert.InRange(content.BytesRead, 500_000, 510_000);
        harness.AssertNothingStored();
    }

    [Theory]
    [InlineData(true, RejectionCode.MessageNotDraft)]
    [InlineData(false, RejectionCode.MessageNotFound)]
    public async Task Upload_into_a_message_that_is_sent_or_deleted_meanwhile_is_refused_and_leaves_nothing(bool sent, RejectionCode expected)
    {
        await using var harness = new ServiceHarness();
        harness.Repository.BeforeReserve = async () =>
        {
            if (sent)
                await harness.Lifecycle.SealAsync(User.Tenant, Draft);
            else
                await harness.Lifecycle.DeleteAllAsync(User.Tenant, Draft);
        };

        var result = await harness.UploadAsync("hello");

        Assert.Equal(expected, result.Rejection?.Code);
        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Upload_whose_message_is_sealed_after_its_bytes_were_published_takes_them_back()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.BeforeAttachNew = async () => await harness.Lifecycle.SealAsync(User.Tenant, Draft);

        var result = await harness.UploadAsync("hello");

        Assert.Equal(RejectionCode.MessageNotDraft, result.Rejection?.Code);
        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Upload_whose_message_is_given_away_while_its_bytes_are_published_is_the_new_owners()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.BeforeAttachNew = async () =>
        {
            harness.Messages.Give(Draft, UserId.Parse("user-2"));
            Assert.Equal(0, await harness.Lifecycle.ReassignAsync(User.Tenant, Draft, UserId.Parse("user-2")));
        };

        var uploaded = (await harness.UploadAsync("hello")).Value.Attachment;

        Assert.Equal("user-2", uploaded.Owner.Value);
        Assert.Equal(uploaded, await harness.Repository.FindAsync(User.Tenant, uploaded.Id, TestContext.Current.CancellationToken));
    }

    // A DbContext tells of a row that it has read before what it read then.
    [Fact]
    public async Task Upload_whose_message_is_given_away_is_the_new_owners_where_the_directory_remembers_within_a_scope()
    {
        await using var harness = new ServiceHarness(static services =>
        {
            var messages = (IMessageDirectory)services.Single(static service => service.ServiceType == typeof(IMessageDirectory)).ImplementationInstance!;
            services.Replace(ServiceDescriptor.Scoped<IMessageDirectory>(_ => new RememberingDirectory(messages)));
        });
        harness.Repository.BeforeAttachNew = () =>
        {
            harness.Messages.Give(Draft, UserId.Parse("user-2"));
            return Task.CompletedTask;
        };

        var uploaded = (await harness.UploadAsync("hello")).Value.Attachment;

        Assert.Equal("user-2", uploaded.Owner.Value);
    }

    [Fact]
    public async Task Upload_whose_message_is_given_away_and_back_is_the_first_owners()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.BeforeAttachNew = () =>
        {
            harness.Messages.Give(Draft, UserId.Parse("user-2"));
            return Task.CompletedTask;
        };
        harness.Repository.BeforeReassignOne = () => harness.Messages.Give(Draft, User.User);

        var uploaded = (await harness.UploadAsync("hello")).Value.Attachment;

        Assert.Equal(User.User, uploaded.Owner);
        Assert.Equal(uploaded, await harness.Repository.FindAsync(User.Tenant, uploaded.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Upload_that_is_attached_stays_so_where_the_directory_fails_afterwards()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.AfterAttachNew = () =>
        {
            harness.Messages.Fault = new InvalidOperationException("down");
            return Task.CompletedTask;
        };

        var uploaded = (await harness.UploadAsync("hello")).Value.Attachment;

        Assert.Equal("user-1", uploaded.Owner.Value);
    }

    [Fact]
    public async Task Upload_that_loses_the_race_for_its_content_shares_the_winners_blob_and_drops_its_own_bytes()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.BeforeAttachNew = async () =>
        {
            harness.Repository.BeforeAttachNew = null;
            await harness.UploadAsync("hello", OtherDraft);
        };

        var loser = (await harness.UploadAsync("hello")).Value.Attachment;

        Assert.Equal([loser.Key], harness.Memory.Published);
    }

    [Fact]
    public async Task Upload_whose_bytes_cannot_be_published_leaves_nothing()
    {
        await using var harness = new ServiceHarness();
        harness.Store.OnPublish = () => throw new BlobStoreException("full") { IsFull = true };

        await Assert.ThrowsAsync<BlobStoreException>(() => harness.UploadAsync("hello").AsTask());

        harness.AssertNothingStored();
        Assert.Equal(0, (await harness.Sweeper.SweepAsync(TestContext.Current.CancellationToken)).Strays);
    }

    [Fact]
    public async Task Upload_whose_publishing_is_in_doubt_leaves_what_may_appear_later_to_the_sweeper()
    {
        await using var harness = new ServiceHarness();
        BlobKey? key = null;
        harness.Store.OnPublishing = publishing =>
        {
            key = publishing;
            throw new BlobStoreException("no answer") { IsInDoubt = true };
        };
        await Assert.ThrowsAsync<BlobStoreException>(() => harness.UploadAsync("hello").AsTask());
        harness.Memory.Damage(key!.Value, "hello"u8);
        harness.Clock.Advance(TimeSpan.FromHours(2));

        await harness.Sweeper.SweepAsync(TestContext.Current.CancellationToken);

        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Upload_whose_commit_is_unknown_leaves_its_bytes_to_the_sweeper()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.AfterAttachNew = () => throw new AttachmentDatabaseException("connection lost");

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => harness.UploadAsync("hello").AsTask());

        // The commit did go through: the attachment is there, and so must its bytes be.
        var page = (await harness.Service.ListAsync(User, Draft, 0, 10, TestContext.Current.CancellationToken)).Value;
        Assert.Equal(page.Items.Select(item => item.Key), harness.Memory.Published);
    }

    [Fact]
    public async Task Upload_in_doubt_keeps_its_bytes_even_where_the_outcome_is_a_refusal()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.OnAttachedNew = _ => new AttachOutcome(AttachStatus.MessageFull) { InDoubt = true };

        await harness.UploadAsync("hello");

        Assert.Single(harness.Memory.Published);
    }

    [Fact]
    public async Task Upload_whose_reservation_was_swept_fails_and_leaves_nothing()
    {
        await using var harness = new ServiceHarness();
        harness.Repository.OnAttachedNew = _ => new AttachOutcome(AttachStatus.ReservationLost);

        await Assert.ThrowsAsync<BlobStoreException>(() => harness.UploadAsync("hello").AsTask());

        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Upload_renews_its_reservation_while_publishing_takes_longer_than_the_grace()
    {
        var clock = new FakeTimeProvider();
        await using var harness = new ServiceHarness(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<SweepingOptions>(options => options.GracePeriod = TimeSpan.FromMinutes(3));
        });
        harness.Store.OnPublish = () =>
        {
            // Each minute is a third of the grace. The renewal runs on the timer's own thread, before Advance returns.
            for (var minute = 0; minute < 5; minute++)
                clock.Advance(TimeSpan.FromMinutes(1));

            return Task.CompletedTask;
        };

        var result = await harness.UploadAsync("hello");

        Assert.Null(result.Rejection);
        Assert.True(harness.Repository.Renewals >= 1, "The reservation was not renewed.");
    }

    [Fact]
    public async Task Upload_wakes_the_scan_queue_for_a_blob_without_a_verdict_only_while_scanning_runs_behind()
    {
        foreach (var (mode, expected) in new[] { (ScanMode.Background, 1), (ScanMode.Off, 0) })
        {
            var queue = new CountingQueue();
            await using var harness = new ServiceHarness(services =>
            {
                services.AddSingleton<IScanQueue>(queue);
                services.Configure<ScanningOptions>(options => options.Mode = mode);
            });

            await harness.UploadAsync("hello");

            Assert.Equal(expected, queue.Woken);
        }
    }

    [Fact]
    public async Task Upload_of_bytes_known_to_be_infected_is_refused()
    {
        await using var harness = new ServiceHarness();
        var first = (await harness.UploadAsync("evil")).Value.Attachment;
        harness.Database.SetVerdict(first.Key, ScanStatus.Infected);

        var result = await harness.UploadAsync("evil", OtherDraft);

        Assert.Equal(RejectionCode.MalwareDetected, result.Rejection?.Code);
        Assert.Empty(harness.Memory.Staged);
    }

    private static void CancelOnceHalfIsRead(int position, CancellationTokenSource cancelling)
    {
        if (position >= 500_000)
            cancelling.Cancel();
    }

    private sealed class UnaskedSource : UploadSource
    {
        public bool WasAsked { get; private set; }

        public override ValueTask<AttachmentResult<UploadFile>> OpenAsync(CancellationToken cancellationToken)
        {
            WasAsked = true;
            return ValueTask.FromResult<AttachmentResult<UploadFile>>(Rejection.FileRequired);
        }
    }

    private sealed class CountingQueue : IScanQueue
    {
        public int Woken { get; private set; }

        public void Wake(BlobKey blob, TimeSpan delay) => Woken++;
    }
}
