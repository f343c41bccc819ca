using Attachments.Access;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Attachments.Service.ServiceHarness;

namespace Attachments.Service;

public sealed class ReadAndDeleteTests
{
    private static readonly TimeSpan PastTheGrace = new SweepingOptions().GracePeriod + TimeSpan.FromSeconds(1);

    private static readonly BlobLink Link = new("text/plain", "attachment");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owner_and_admin_reach_an_attachment_that_others_cannot_tell_from_none()
    {
        await using var harness = new ServiceHarness();
        var id = (await harness.UploadAsync("hello")).Value.Attachment.Id;

        foreach (var caller in new[] { User, Admin })
            Assert.Equal(id, (await harness.Service.GetAsync(caller, id, Token)).Value.Id);

        foreach (var caller in new[] { Stranger, Foreigner })
        {
            Assert.Same(Rejection.AttachmentNotFound, (await harness.Service.GetAsync(caller, id, Token)).Rejection);
            Assert.Same(Rejection.AttachmentNotFound, (await harness.Service.OpenAsync(caller, id, ContentAction.Download, Token)).Rejection);
            Assert.Same(Rejection.AttachmentNotFound, (await harness.Service.DeleteAsync(caller, id, Token)).Rejection);
            Assert.Same(Rejection.MessageNotFound, (await harness.Service.ListAsync(caller, Draft, 0, 10, Token)).Rejection);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task List_of_no_rows_asks_the_directory(int offset)
    {
        await using var harness = new ServiceHarness();
        await harness.UploadAsync("hello");

        var beyond = await harness.Service.ListAsync(User, Draft, offset, 10, Token);
        var nowhere = await harness.Service.ListAsync(User, MessageId.Parse("nowhere"), offset, 10, Token);

        Assert.Equal(1, beyond.Value.Total);
        Assert.Same(Rejection.MessageNotFound, nowhere.Rejection);
    }

    [Fact]
    public async Task List_of_a_message_that_the_host_has_deleted_is_not_found_while_its_rows_are_still_there()
    {
        await using var harness = new ServiceHarness();
        await harness.UploadAsync("hello");
        harness.Messages.Remove(Draft);

        Assert.Same(Rejection.MessageNotFound, (await harness.Service.ListAsync(User, Draft, 0, 10, Token)).Rejection);
    }

    [Fact]
    public async Task A_directory_that_fails_keeps_no_other_step_of_a_sweep_from_its_work()
    {
        await using var harness = new ServiceHarness(services => services.Configure<SweepingOptions>(options => options.FindLostMessages = true));
        await harness.UploadAsync("hello");
        harness.Memory.AbandonStaging(new BlobKey(User.Tenant, new BlobId(Guid.CreateVersion7())), "half"u8);
        harness.Clock.Advance(PastTheGrace);
        harness.Messages.Fault = new InvalidOperationException("the host's own");

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Sweeper.SweepAsync(Token).AsTask());

        Assert.Empty(harness.Memory.Staged);
    }

    [Fact]
    public async Task A_directory_that_fails_for_one_tenant_hides_no_other_tenants_lost_messages()
    {
        await using var harness = new ServiceHarness(services => services.Configure<SweepingOptions>(options => options.FindLostMessages = true));
        harness.Messages.Add(Foreigner.Tenant, Draft);
        var kept = (await harness.UploadAsync("hello")).Value!.Attachment;
        await harness.UploadAsync("lost", caller: Foreigner);
        harness.Messages.Fault = new InvalidOperationException("the host's own");
        harness.Messages.Fails = tenant => tenant == User.Tenant;

        // The other tenant's stands behind it, and its message is not there any more.
        harness.Messages.Forget(Foreigner.Tenant, Draft);
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Sweeper.SweepAsync(Token).AsTask());

        Assert.Equal([kept.Key], harness.Memory.Published);
    }

    [Fact]
    public async Task A_tenant_of_many_messages_whose_directory_fails_hides_no_other_tenants_lost_messages()
    {
        await using var harness = new ServiceHarness(services => services.Configure<SweepingOptions>(options =>
        {
            options.FindLostMessages = true;
            options.BatchSize = 1;
        }));
        harness.Messages.Add(Foreigner.Tenant, Draft);
        for (var message = 1; message <= 15; message++)
        {
            harness.Messages.Add(User.Tenant, MessageId.Parse($"many-{message}"));
            await harness.UploadAsync("kept", message: MessageId.Parse($"many-{message}"));
        }

        await harness.UploadAsync("lost", caller: Foreigner);
        harness.Messages.Fault = new InvalidOperationException("the host's own");
        harness.Messages.Fails = tenant => tenant == User.Tenant;
        harness.Messages.Forget(Foreigner.Tenant, Draft);

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Sweeper.SweepAsync(Token).AsTask());

        Assert.DoesNotContain(harness.Memory.Published, key => key.Tenant == Foreigner.Tenant);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_directory_that_never_answers_ends_no_sweeping()
    {
        var clock = new FakeTimeProvider();
        await using var harness = new ServiceHarness(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<SweepingOptions>(options => options.FindLostMessages = true);
        });
        await harness.UploadAsync("hello");
        harness.Messages.Hangs = true;

        var sweep = harness.Sweeper.SweepAsync(Token).AsTask();
        while (!sweep.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => sweep);
    }

    [Fact]
    public async Task A_directory_that_fails_for_too_many_tenants_hides_those_behind_them_for_one_sweep()
    {
        await using var harness = new ServiceHarness(services => services.Configure<SweepingOptions>(options =>
        {
            options.FindLostMessages = true;
            options.BatchSize = 1;
        }));
        foreach (var name in Enumerable.Range(10, 10).Select(static number => $"failing-{number}").Append("lost"))
        {
            var caller = new AttachmentCaller(TenantId.Parse(name), UserId.Parse("user-1"));
            harness.Messages.Add(caller.Tenant, Draft);
            await harness.UploadAsync("hello", caller: caller);
        }

        harness.Messages.Forget(TenantId.Parse("lost"), Draft);
        harness.Messages.Fault = new InvalidOperationException("the host's own");
        harness.Messages.Fails = static tenant => tenant.Value != "lost";
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Sweeper.SweepAsync(Token).AsTask());

        Assert.Equal(1, (await harness.Sweeper.SweepAsync(Token)).LostMessages);
    }

    [Fact]
    public async Task A_hosts_own_policy_is_asked_for_every_operation()
    {
        var policy = new RecordingPolicy();
        await using var harness = new ServiceHarness(services => services.Replace(ServiceDescriptor.Scoped<IAttachmentAccessPolicy>(_ => policy)));

        var id = (await harness.UploadAsync("hello", caller: Stranger)).Value.Attachment.Id;
        await harness.Service.ListAsync(Stranger, Draft, 0, 10, Token);
        await harness.Service.GetAsync(Stranger, id, Token);
        await harness.Service.OpenAsync(Stranger, id, ContentAction.Download, Token);
        await harness.Service.DeleteAsync(Stranger, id, Token);

        Assert.Equal(Enum.GetValues<AttachmentOperation>(), policy.Asked.Distinct().Order());
    }

    [Fact]
    public async Task Open_is_refused_by_the_verdict()
    {
        await using var harness = new ServiceHarness();
        var attachment = (await harness.UploadAsync("evil")).Value.Attachment;
        harness.Database.SetVerdict(attachment.Key, ScanStatus.Infected);

        var result = await harness.Service.OpenAsync(User, attachment.Id, ContentAction.Download, Token);

        Assert.Equal(RejectionCode.MalwareDetected, result.Rejection?.Code);
    }

    [Fact]
    public async Task Content_whose_bytes_are_gone_is_missing_and_that_of_a_deleted_attachment_is_not_found()
    {
        await using var harness = new ServiceHarness();
        var lost = (await harness.UploadAsync("lost")).Value.Attachment;
        var deleted = (await harness.UploadAsync("deleted")).Value.Attachment;
        var lostContent = (await harness.Service.OpenAsync(User, lost.Id, ContentAction.Download, Token)).Value;
        var deletedContent = (await harness.Service.OpenAsync(User, deleted.Id, ContentAction.Download, Token)).Value;
        await harness.Memory.DeleteAsync(lost.Key, Token);
        await harness.Service.DeleteAsync(User, deleted.Id, Token);

        Assert.Same(Rejection.ContentMissing, (await lostContent.OpenReadAsync(0, 1, Token)).Rejection);
        Assert.Same(Rejection.AttachmentNotFound, (await deletedContent.OpenReadAsync(0, 1, Token)).Rejection);
    }

    [Fact]
    public async Task Link_is_made_only_where_the_store_makes_them()
    {
        await using var harness = new ServiceHarness();
        var attachment = (await harness.UploadAsync("hello")).Value.Attachment;

        var without = (await harness.Service.OpenAsync(User, attachment.Id, ContentAction.Download, Token)).Value;
        Assert.False(without.MakesLinks);
        await Assert.ThrowsAsync<NotSupportedException>(() => without.MakeLinkAsync(Link, Token).AsTask());

        harness.Store.MakesLinks = true;
        var with = (await harness.Service.OpenAsync(User, attachment.Id, ContentAction.Download, Token)).Value;
        Assert.True(with.MakesLinks);
        Assert.Equal(new Uri($"https://store.example.org/{attachment.Key}"), (await with.MakeLinkAsync(Link, Token)).Value);
    }

    [Fact]
    public async Task Link_to_bytes_that_are_gone_is_refused_as_reading_them_is()
    {
        await using var harness = new ServiceHarness();
        harness.Store.MakesLinks = true;
        var lost = (await harness.UploadAsync("lost")).Value.Attachment;
        var deleted = (await harness.UploadAsync("deleted")).Value.Attachment;
        var lostContent = (await harness.Service.OpenAsync(User, lost.Id, ContentAction.Download, Token)).Value;
        var deletedContent = (await harness.Service.OpenAsync(User, deleted.Id, ContentAction.Download, Token)).Value;
        await harness.Memory.DeleteAsync(lost.Key, Token);
        await harness.Service.DeleteAsync(User, deleted.Id, Token);

        Assert.Same(Rejection.ContentMissing, (await lostContent.MakeLinkAsync(Link, Token)).Rejection);
        Assert.Same(Rejection.AttachmentNotFound, (await deletedContent.MakeLinkAsync(Link, Token)).Rejection);
    }

    [Fact]
    public async Task Delete_takes_the_bytes_with_the_last_attachment_that_shares_them()
    {
        await using var harness = new ServiceHarness();
        var first = (await harness.UploadAsync("hello")).Value.Attachment;
        var second = (await harness.UploadAsync("hello", OtherDraft)).Value.Attachment;

        await harness.Service.DeleteAsync(User, first.Id, Token);
        Assert.Single(harness.Memory.Published);

        await harness.Service.DeleteAsync(User, second.Id, Token);
        Assert.Empty(harness.Memory.Published);
        Assert.Same(Rejection.AttachmentNotFound, (await harness.Service.DeleteAsync(User, second.Id, Token)).Rejection);
    }

    [Fact]
    public async Task Delete_succeeds_while_the_store_is_down_and_a_sweep_takes_the_bytes_later()
    {
        await using var harness = new ServiceHarness();
        var attachment = (await harness.UploadAsync("hello")).Value.Attachment;
        harness.Store.OnDelete = () => throw new BlobStoreException("down");

        var result = await harness.Service.DeleteAsync(User, attachment.Id, Token);
        Assert.Null(result.Rejection);
        Assert.Single(harness.Memory.Published);

        harness.Store.OnDelete = null;
        harness.Clock.Advance(PastTheGrace);
        Assert.Equal(1, (await harness.Sweeper.SweepAsync(Token)).Strays);
        Assert.Empty(harness.Memory.Published);
    }

    [Fact]
    public async Task Delete_does_not_wait_for_a_silent_store()
    {
        var clock = new FakeTimeProvider();
        await using var harness = new ServiceHarness(services => services.AddSingleton<TimeProvider>(clock));
        await harness.UploadAsync("hello");
        await harness.UploadAsync("world");
        harness.Store.IsSilent = true;

        var deleting = harness.Lifecycle.DeleteAllAsync(User.Tenant, Draft, Token).AsTask();
        await harness.Store.Deleting.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, await deleting.WaitAsync(Token));
        harness.Store.IsSilent = false;
        harness.Clock.Advance(PastTheGrace);
        Assert.Equal(2, (await harness.Sweeper.SweepAsync(Token)).Strays);
    }

    [Fact]
    public async Task Store_that_was_silent_is_not_waited_for_by_the_next_delete()
    {
        var clock = new FakeTimeProvider();
        await using var harness = new ServiceHarness(services => services.AddSingleton<TimeProvider>(clock));
        var (first, second) = ((await harness.UploadAsync("hello")).Value.Attachment, (await harness.UploadAsync("world")).Value.Attachment);
        harness.Store.IsSilent = true;
        var deleting = harness.Service.DeleteAsync(User, first.Id, Token).AsTask();
        await harness.Store.Deleting.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(10));
        await deleting.WaitAsync(Token);

        // One that finds nothing to delete learns nothing of the store either.
        await harness.Sweeper.SweepAsync(Token);

        // No time passes: whatever waited would wait for ever.
        Assert.True((await harness.Service.DeleteAsync(User, second.Id, Token).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token)).Rejection is null);
    }

    [Fact]
    public async Task Sweep_ends_at_a_silent_store_and_says_so()
    {
        var clock = new FakeTimeProvider();
        await using var harness = new ServiceHarness(services => services.AddSingleton<TimeProvider>(clock));
        await harness.UploadAsync("hello");
        harness.Store.OnDelete = () => throw new BlobStoreException("down");
        await harness.Lifecycle.DeleteAllAsync(User.Tenant, Draft, Token);
        (harness.Store.OnDelete, harness.Store.IsSilent) = (null, true);
        harness.Clock.Advance(PastTheGrace);

        var sweeping = harness.Sweeper.SweepAsync(Token).AsTask();
        await harness.Store.Deleting.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAnyAsync<Exception>(() => sweeping.WaitAsync(Token));
    }

    [Fact]
    public async Task Delete_all_takes_every_attachment_and_closes_the_message()
    {
        await using var harness = new ServiceHarness(services => services.Configure<AttachmentsOptions>(options => options.MaxAttachmentsPerMessage = 500));
        for (var i = 0; i < 120; i++)
            await harness.UploadAsync($"file {i}");

        var deleted = await harness.Lifecycle.DeleteAllAsync(User.Tenant, Draft, Token);

        Assert.Equal(120, deleted);
        Assert.Empty(harness.Memory.Published);
        Assert.Equal(RejectionCode.MessageNotFound, (await harness.UploadAsync("late")).Rejection?.Code);
    }

    [Fact]
    public async Task Seal_is_refused_by_the_worst_verdict_and_closes_the_message_otherwise()
    {
        await using var harness = new ServiceHarness();
        var attachment = (await harness.UploadAsync("evil")).Value.Attachment;
        harness.Database.SetVerdict(attachment.Key, ScanStatus.Infected);
        Assert.Equal(RejectionCode.MalwareDetected, (await harness.Lifecycle.SealAsync(User.Tenant, Draft, Token)).Rejection?.Code);

        harness.Database.SetVerdict(attachment.Key, ScanStatus.Safe);
        Assert.Equal(1, (await harness.Lifecycle.SealAsync(User.Tenant, Draft, Token)).Value);
        Assert.Equal(RejectionCode.MessageNotDraft, (await harness.UploadAsync("late")).Rejection?.Code);

        await harness.Lifecycle.ReopenAsync(User.Tenant, Draft, Token);
        Assert.Null((await harness.UploadAsync("late")).Rejection);
    }

    [Fact]
    public async Task Sweep_finds_the_blobs_of_a_cascade_and_the_stagings_of_the_dead()
    {
        await using var harness = new ServiceHarness();
        await harness.UploadAsync("hello");
        harness.Database.Cascade(User.Tenant, Draft);
        harness.Memory.AbandonStaging(new BlobKey(User.Tenant, new BlobId(Guid.CreateVersion7())), "half"u8);
        harness.Clock.Advance(PastTheGrace);

        var report = await harness.Sweeper.SweepAsync(Token);

        Assert.Equal(new SweepReport(Strays: 1, Stagings: 1, LostMessages: 0), report);
        harness.AssertNothingStored();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_asks_for_lost_messages_only_where_it_is_told_to(bool told)
    {
        await using var harness = new ServiceHarness(services => services.Configure<SweepingOptions>(options => options.FindLostMessages = told));
        await harness.UploadAsync("lost");
        await harness.UploadAsync("kept", OtherDraft);
        harness.Messages.Remove(Draft);

        var report = await harness.Sweeper.SweepAsync(Token);

        Assert.Equal((told ? 1 : 0, told ? 1 : 2), (report.LostMessages, harness.Memory.Published.Count));
    }

    private sealed class RecordingPolicy : IAttachmentAccessPolicy
    {
        public List<AttachmentOperation> Asked { get; } = [];

        public ValueTask<bool> IsAllowedAsync(AttachmentAccessRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Operation);
            return ValueTask.FromResult(true);
        }
    }
}
