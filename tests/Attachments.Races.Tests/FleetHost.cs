using Attachments.Scanning;
using System.IO.Pipelines;
using System.Text;
using Attachments.Access;
using Attachments.Consistency;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Storage.Migration;
using Attachments.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Races.Tests;

/// <summary>The library in a host of its own, without HTTP, whose clock may be off.</summary>
internal sealed class FleetHost : IAsyncDisposable
{
    private static readonly AttachmentCaller Caller = new(TenantId.Parse("tenant-1"), UserId.Parse("user-1"));

    private readonly ServiceProvider services;

    public FleetHost(TimeSpan clockOffset, Action<IAttachmentsBuilder> configure)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(new OffsetClock(clockOffset));
        collection.Configure<SweepingOptions>(options => options.GracePeriod = TimeSpan.FromSeconds(10));
        configure(collection.AddAttachmentsCore().UseMessages<OpenDirectory>());
        services = collection.BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task ApplySchemaAsync() => await services.ApplyAttachmentsSchemaAsync(Token);

    public async Task<AttachmentResult<UploadedAttachment>> UploadAsync(MessageId message, string text)
    {
        await using var scope = services.CreateAsyncScope();
        var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Service(scope).UploadAsync(Caller, message, UploadSource.FromStream(content, "a.txt", "text/plain"), Token);
    }

    public async Task<IReadOnlyList<Attachment>> ListAsync(MessageId message)
    {
        await using var scope = services.CreateAsyncScope();
        return (await Service(scope).ListAsync(Caller, message, 0, 100, Token)).Value.Items;
    }

    public async Task<string> ReadAsync(AttachmentId id)
    {
        await using var scope = services.CreateAsyncScope();
        var content = (await Service(scope).OpenAsync(Caller, id, ContentAction.Download, Token)).Value;
        await using var reader = (await content.OpenReadAsync(0, content.Attachment.Length, Token)).Value;
        using var text = new MemoryStream();
        var writer = PipeWriter.Create(text, new StreamPipeWriterOptions(leaveOpen: true));
        await reader.CopyToAsync(writer, Token);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(text.ToArray());
    }

    public async Task DeleteAsync(AttachmentId id)
    {
        await using var scope = services.CreateAsyncScope();
        Assert.Null((await Service(scope).DeleteAsync(Caller, id, Token)).Rejection);
    }

    public async Task<long> SealAsync(MessageId message)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMessageAttachments>().SealAsync(Caller.Tenant, message, Token)).Value;
    }

    public async Task DeleteAllAsync(MessageId message)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageAttachments>().DeleteAllAsync(Caller.Tenant, message, Token);
    }

    public async Task<ConsistencyReport> CheckAsync(IConsistencyObserver observer) =>
        await services.GetRequiredService<IConsistencyChecker>().CheckAsync(new ConsistencyCheck { VerifyDigests = true, Repair = true }, observer, Token);

    public async Task<StoreCopyReport> CopyBlobsAsync(IStoreCopyObserver observer) =>
        await services.GetRequiredService<IStoreMigrator>().CopyAsync(new StoreCopy(), observer, Token);

    public async Task<ConsistencyReport> VerifyCopiesAsync(IConsistencyObserver observer) =>
        await services.GetRequiredService<IStoreMigrator>().VerifyAsync(new ConsistencyCheck { VerifyDigests = true }, observer, Token);

    public async Task SweepAsync() => await services.GetRequiredService<IAttachmentSweeper>().SweepAsync(Token);

    /// <summary>Sweeps again and again, as hosts do, only faster.</summary>
    public async Task SweepUntilAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await services.GetRequiredService<IAttachmentSweeper>().SweepAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static IAttachmentService Service(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IAttachmentService>();

    private sealed class OffsetClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }

    private sealed class OpenDirectory : IMessageDirectory
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            ValueTask.FromResult<MessageInfo?>(new MessageInfo(Caller.User, AcceptsAttachments: true));
    }
}
