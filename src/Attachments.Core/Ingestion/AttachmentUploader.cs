using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Archives;
using Attachments.Content.Archives.Zip;
using Attachments.Diagnostics;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Ingestion;

/// <summary>The story of one upload, from the caller's right to it to the attachment.</summary>
internal sealed class AttachmentUploader(
    IAttachmentRepository repository,
    IBlobStore store,
    UploadRules rules,
    ContentIngester ingester,
    BlobAttacher attacher,
    OwnerFollower owners,
    VerdictGate gate,
    MonotonicIds ids,
    AttachmentsMetrics metrics,
    IOptions<AttachmentsOptions> options,
    IOptions<ArchiveOptions> archives)
{
    private readonly AttachmentsOptions limits = options.Value;
    private readonly bool looksIntoArchives = archives.Value.MaxDepth > 0;

    public async ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        MessageAdmission admission, AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachment.upload");
        using var measured = metrics.BeginUpload();

        var result = await AdmitAndReceiveAsync(admission, caller, message, source, cancellationToken).ConfigureAwait(false);

        measured.End(result);
        activity?.SetTag("attachments.outcome", result.Rejection?.Code.ToString() ?? "Accepted");
        return result;
    }

    private async ValueTask<AttachmentResult<UploadedAttachment>> AdmitAndReceiveAsync(
        MessageAdmission admission, AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken)
    {
        var admitted = await admission.AdmitUploadAsync(caller, message, cancellationToken).ConfigureAwait(false);
        if (admitted.Rejection is { } refused)
            return refused;

        if (await CheckRoomAsync(caller, message, cancellationToken).ConfigureAwait(false) is { } full)
            return full;

        var opened = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!opened.TryGetValue(out var file, out var rejection))
            return rejection;

        var declaredType = UploadRules.ResolveDeclared(file.ContentType, file.FileName, OverrideOf(source));
        if (CheckDeclared(declaredType, file.FileName, source.FileNameOverride) is { } refusal)
            return refusal;

        var key = new BlobKey(caller.Tenant, ids.NextBlob());
        var inspected = new InspectedUpload(caller.Tenant, message, FileNameRules.Clean(OverrideOf(source) ?? file.FileName, declaredType), declaredType);
        var expected = file.ExpectedLength is { } hint ? Math.Clamp(hint, 0, limits.MaxAttachmentSize) : (long?)null;

        // Disposing the writer without a commit discards the staging at once, on every way out.
        var writer = await store.BeginWriteAsync(key, expected, cancellationToken).ConfigureAwait(false);
        await using var staging = writer.ConfigureAwait(false);

        // A form may bear another name behind the bytes, which may make an archive of them.
        var zipEnd = looksIntoArchives && source.FileNameOverride is null ? new ZipEndSearch() : null;
        var ingested = await ingester.IngestAsync(file.Content, EndAsync, inspected, writer, zipEnd, cancellationToken).ConfigureAwait(false);
        if (!ingested.TryGetValue(out var content, out rejection))
            return rejection;

        var name = FileNameRules.Clean(OverrideOf(source) ?? file.FileName, content.ContentType);
        if (zipEnd is not null && UploadRules.CheckRenamed(name, zipEnd) is { } misnamed)
            return misnamed;

        // The message may have been sent, deleted or given away while the body streamed.
        admitted = await admission.AdmitUploadAsync(caller, message, cancellationToken).ConfigureAwait(false);
        if (!admitted.TryGetValue(out var current, out rejection))
            return rejection;

        var attachment = new NewAttachment
        {
            Id = ids.NextAttachment(),
            Message = message,
            Owner = current.Owner,
            UploadedBy = caller.User,
            FileName = name,
            ContentType = content.ContentType,
            ContentEncoding = file.ContentEncoding,
            OwnBlob = key,
            Digest = content.Digest,
            Length = content.Length,
            Verdict = content.Verdict,
            RefuseUnscannable = gate.RefusesUnscannableUploads,
            MaxAttachmentsPerMessage = limits.MaxAttachmentsPerMessage,
        };
        var attached = await attacher.AttachAsync(attachment, writer, cancellationToken).ConfigureAwait(false);
        return attached.TryGetValue(out var uploaded, out _) ? await owners.FollowAsync(uploaded).ConfigureAwait(false) : attached;

        // What stands behind the file may be wrong, or bear the name that overrides the file's own.
        async ValueTask<Rejection?> EndAsync(CancellationToken token) =>
            await source.CompleteAsync(token).ConfigureAwait(false) ?? CheckDeclared(declaredType, file.FileName, source.FileNameOverride);
    }

    // A hint that saves the body of what cannot succeed; the exact checks are predicates on the row when attaching.
    private async ValueTask<Rejection?> CheckRoomAsync(AttachmentCaller caller, MessageId message, CancellationToken cancellationToken)
    {
        var state = await repository.ReadMessageAsync(caller.Tenant, message, cancellationToken).ConfigureAwait(false);
        return state switch
        {
            { Seal: MessageSeal.Deleted } => Rejection.MessageNotFound,
            { Seal: MessageSeal.Sealed } => Rejection.MessageNotDraft,
            _ when state.AttachmentCount >= limits.MaxAttachmentsPerMessage => Rejection.TooManyAttachments(limits.MaxAttachmentsPerMessage),
            _ => null,
        };
    }

    private Rejection? CheckDeclared(string declaredType, string? fileName, string? fileNameOverride)
    {
        if (rules.CheckDeclared(declaredType, fileName) is { } refusal)
            return refusal;

        return fileNameOverride is null ? null : rules.CheckDeclared(declaredType, fileNameOverride);
    }

    private static string? OverrideOf(UploadSource source) => string.IsNullOrWhiteSpace(source.FileNameOverride) ? null : source.FileNameOverride;
}
