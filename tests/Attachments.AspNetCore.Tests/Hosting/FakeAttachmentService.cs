using System.Collections.Concurrent;
using System.IO.Pipelines;
using Attachments.Access;
using Attachments.Content;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.AspNetCore.Tests.Hosting;

/// <summary>Keeps attachments in memory, counts what the endpoints ask for, and fails on demand: what HTTP makes of it is what is tested.</summary>
internal sealed class FakeAttachmentService : IAttachmentService
{
    private readonly ConcurrentDictionary<AttachmentId, (Attachment Attachment, byte[] Bytes)> rows = new();

    private readonly TaskCompletionSource<Rejection?> firstUpload = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long made;

    public ConcurrentDictionary<(TenantId Tenant, MessageId Message), (UserId Owner, bool IsDraft)> Messages { get; } = new();

    /// <summary>Gets or sets what every operation ends in instead of its result.</summary>
    public Func<Exception>? Fault { get; set; }

    /// <summary>Gets or sets what metadata are refused with.</summary>
    public Rejection? ReadRefusal { get; set; }

    /// <summary>Gets or sets what downloads are refused with.</summary>
    public Rejection? DownloadRefusal { get; set; }

    /// <summary>Gets or sets what uploads are refused with once their file was read.</summary>
    public Rejection? UploadRefusal { get; set; }

    public bool BytesAreMissing { get; set; }

    /// <summary>Gets or sets after how many bytes a copy fails; null never.</summary>
    public long? CopyFailsAfter { get; set; }

    /// <summary>Gets or sets after how many bytes a copy waits until it is cancelled; null never.</summary>
    public int? CopyHangsAfter { get; set; }

    public bool NextUploadIsDuplicate { get; set; }

    public long MaxSize { get; set; } = 26_214_400;

    public int StoreOpened { get; private set; }

    /// <summary>Gets or sets where the store lets clients read the bytes; null where it does not.</summary>
    public Uri? Link { get; set; }

    public BlobLink? LinkMade { get; private set; }

    public int StoreClosed { get; private set; }

    public UploadFile? LastFile { get; private set; }

    public AttachmentCaller? LastCaller { get; private set; }

    public MessageId? LastMessage { get; private set; }

    public (long Offset, int Limit)? LastPage { get; private set; }

    public Attachment Add(byte[] bytes, string fileName = "a.txt", string contentType = "text/plain", string tenant = "t1", string user = "u1", string message = "m1")
    {
        var attachment = new Attachment
        {
            Id = new AttachmentId(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref made)))),
            Tenant = TenantId.Parse(tenant),
            Message = MessageId.Parse(message),
            Owner = UserId.Parse(user),
            UploadedBy = UserId.Parse(user),
            Blob = new BlobId(Guid.CreateVersion7()),
            FileName = fileName,
            ContentType = contentType,
            ContentEncoding = ContentEncoding.None,
            Length = bytes.Length,
            Digest = ContentDigest.Of(bytes),
            UploadedAt = new DateTimeOffset(2026, 1, 24, 10, 30, 15, 123, TimeSpan.Zero),
            ScanStatus = ScanStatus.Pending,
        };
        rows[attachment.Id] = (attachment, bytes);
        return attachment;
    }

    public byte[] BytesOf(AttachmentId id) => rows[id].Bytes;

    public int Count => rows.Count;

    public ValueTask<AttachmentResult<AttachmentPage>> ListAsync(
        AttachmentCaller caller, MessageId message, long offset, int limit, CancellationToken cancellationToken = default)
    {
        Note(caller);
        LastMessage = message;
        LastPage = (offset, limit);
        if (!CanReach(caller, message))
            return new(Rejection.MessageNotFound);

        var all = rows.Values.Select(row => row.Attachment).Where(a => a.Tenant == caller.Tenant && a.Message == message).OrderBy(a => a.Id).ToArray();
        return new(new AttachmentPage([.. all.Skip((int)Math.Min(offset, int.MaxValue)).Take(limit)], all.Length));
    }

    public ValueTask<AttachmentResult<Attachment>> GetAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken = default)
    {
        Note(caller);
        return ReadRefusal is null && Find(caller, id) is { } row ? new(row.Attachment) : new(ReadRefusal ?? Rejection.AttachmentNotFound);
    }

    public ValueTask<AttachmentResult<AttachmentContent>> OpenAsync(
        AttachmentCaller caller, AttachmentId id, ContentAction action, CancellationToken cancellationToken = default)
    {
        Note(caller);
        if (Find(caller, id) is not { } row)
            return new(Rejection.AttachmentNotFound);

        return DownloadRefusal is { } refusal ? new(refusal) : new(new FakeContent(this, row.Attachment, row.Bytes));
    }

    /// <summary>Gets what the first upload was refused with; null where it was not.</summary>
    public Task<Rejection?> FirstUpload => firstUpload.Task;

    public async ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken = default)
    {
        Note(caller);
        try
        {
            var result = await ReceiveAsync(caller, message, source, cancellationToken);
            firstUpload.TrySetResult(result.Rejection);
            return result;
        }
        catch (Exception exception)
        {
            firstUpload.TrySetException(exception);
            throw;
        }
    }

    private async ValueTask<AttachmentResult<UploadedAttachment>> ReceiveAsync(
        AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken)
    {
        LastMessage = message;
        if (!CanReach(caller, message))
            return Rejection.MessageNotFound;

        if (!Messages[(caller.Tenant, message)].IsDraft)
            return Rejection.MessageNotDraft;

        var opened = await source.OpenAsync(cancellationToken);
        if (!opened.TryGetValue(out var file, out var rejection))
            return rejection;

        LastFile = file;
        using var bytes = new MemoryStream();
        try
        {
            var block = new byte[128 * 1024];
            int read;
            while ((read = await file.Content.ReadAsync(block, cancellationToken)) > 0)
            {
                bytes.Write(block.AsSpan(0, read));
                if (bytes.Length > MaxSize)
                    return Rejection.FileTooLarge(MaxSize);
            }

            if (await source.CompleteAsync(cancellationToken) is { } incomplete)
                return incomplete;
        }
        catch (UploadInterruptedException exception)
        {
            return exception.Rejection;
        }

        if (bytes.Length == 0)
            return Rejection.FileEmpty;

        if (UploadRefusal is { } refusal)
            return refusal;

        var name = source.FileNameOverride ?? file.FileName ?? "attachment";
        var attachment = Add(bytes.ToArray(), name, file.ContentType ?? "application/octet-stream", caller.Tenant.Value, caller.User.Value, message.Value);
        return new UploadedAttachment(attachment, NextUploadIsDuplicate);
    }

    public ValueTask<AttachmentResult<Attachment>> DeleteAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken = default)
    {
        Note(caller);
        return Find(caller, id) is { } && rows.TryRemove(id, out var row) ? new(row.Attachment) : new(Rejection.AttachmentNotFound);
    }

    private void Note(AttachmentCaller caller)
    {
        LastCaller = caller;
        if (Fault is { } fault)
            throw fault();
    }

    private bool CanReach(AttachmentCaller caller, MessageId message) =>
        Messages.TryGetValue((caller.Tenant, message), out var info) && (caller.Role == CallerRole.Admin || info.Owner == caller.User);

    private (Attachment Attachment, byte[] Bytes)? Find(AttachmentCaller caller, AttachmentId id) =>
        rows.TryGetValue(id, out var row) && row.Attachment.Tenant == caller.Tenant && (caller.Role == CallerRole.Admin || row.Attachment.Owner == caller.User) ? row : null;

    private sealed class FakeContent(FakeAttachmentService service, Attachment attachment, byte[] bytes) : AttachmentContent(attachment)
    {
        public override bool MakesLinks => service.Link is not null;

        public override ValueTask<AttachmentResult<Uri>> MakeLinkAsync(BlobLink link, CancellationToken cancellationToken)
        {
            service.LinkMade = link;
            return service.BytesAreMissing ? new(Rejection.ContentMissing) : new(service.Link!);
        }

        public override ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken)
        {
            service.StoreOpened++;
            return service.BytesAreMissing
                ? new(Rejection.ContentMissing)
                : new(new FakeReader(service, bytes.AsMemory((int)offset, (int)count)));
        }
    }

    private sealed class FakeReader(FakeAttachmentService service, ReadOnlyMemory<byte> bytes) : BlobReader
    {
        public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
        {
            if (service.CopyFailsAfter is { } position)
            {
                if (position > 0)
                    await destination.WriteAsync(bytes[..(int)position], cancellationToken);

                throw new BlobStoreException("The disk is gone.");
            }

            if (service.CopyHangsAfter is { } sent)
            {
                if (sent > 0)
                    await destination.WriteAsync(bytes[..sent], cancellationToken);

                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, 65536)..])
            {
                var result = await destination.WriteAsync(rest[..Math.Min(rest.Length, 65536)], cancellationToken);
                if (result.IsCompleted)
                    return;
            }
        }

        public override ValueTask DisposeAsync()
        {
            service.StoreClosed++;
            return default;
        }
    }
}
