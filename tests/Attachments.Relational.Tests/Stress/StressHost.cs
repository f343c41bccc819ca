using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;

namespace Attachments.Relational.Tests.Stress;

// One task that does what hosts do, in the order in which the library does it, and walks away from it at any step.
internal sealed class StressHost(
    AttachmentRepositories repositories, IStressDatabase database, VisibleBytes store, StressMessages messages, StressRecord record, StressScans scans)
{
    public const int Limit = 4;

    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Random random = new();
    private readonly StressScanner scanner = new(repositories, store, record, scans);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync();
                record.Count("all");
            }
            catch (AttachmentDatabaseException exception)
            {
                // A fault is an abandoned operation: whatever was done so far stays as it is.
                record.Count("faults");
                record.Faults.TryAdd(exception.InnerException?.Message ?? exception.Message, exception);
            }
        }
    }

    private Task StepAsync() => random.Next(100) switch
    {
        < 40 => UploadAsync(),
        < 52 => DeleteOneAsync(),
        < 57 => DeleteMessageAsync(),
        < 63 => SendAsync(),
        < 66 => CascadeAsync(),
        < 84 => scanner.StepAsync(),
        < 91 => ReadAsync(),
        < 97 => SweepAsync(),
        _ => WalkAsync(),
    };

    private async Task UploadAsync()
    {
        var (message, _) = messages.Any(random);
        var attachment = New(message);
        var first = await repositories.Attachments.AttachOrReserveAsync(attachment, Grace, default);
        if (first.Status == AttachStatus.Attached)
            record.Acknowledged[attachment.Id] = message;

        if (first.Status != AttachStatus.Reserved || IsAbandoned())
            return;

        await LingerAsync(attachment.OwnBlob);
        if (!store.TryPublish(attachment.OwnBlob, attachment.Digest) || IsAbandoned())
            return;

        await LingerAsync(attachment.OwnBlob);
        var second = await repositories.Attachments.AttachNewAsync(attachment, default);
        record.Count($"attach new: {second.Status}{(second.InDoubt ? ", in doubt" : "")}");
        if (second.Status == AttachStatus.Attached)
            record.Acknowledged[attachment.Id] = message;

        if (second.Attachment?.Blob == attachment.OwnBlob.Blob || second.InDoubt || IsAbandoned())
            return;

        await ReapAsync([attachment.OwnBlob]);
    }

    private async Task DeleteOneAsync()
    {
        var (message, _) = messages.Any(random);
        var references = await repositories.Attachments.FindReferencesAsync(message.Tenant, message.Message, 10, default);
        if (references.Count > 0)
            await DeleteAsync(message.Tenant, [references[random.Next(references.Count)]]);
    }

    private async Task DeleteMessageAsync()
    {
        var (message, place) = messages.Any(random);
        await repositories.Seals.MarkDeletedAsync(message.Tenant, message.Message, default);
        messages.Next(place);

        IReadOnlyList<AttachmentReference> references;
        while ((references = await repositories.Attachments.FindReferencesAsync(message.Tenant, message.Message, 2, default)).Count > 0)
            await DeleteAsync(message.Tenant, references);

        messages.Deleted[message] = true;
    }

    private async Task SendAsync()
    {
        var (message, place) = messages.Any(random);
        var outcome = await repositories.Seals.SealAsync(message.Tenant, message.Message, new SealRules(false, false), default);
        if (outcome.Seal != MessageSeal.Sealed)
            return;

        messages.Sealed[message] = outcome.AttachmentCount;
        messages.Next(place);

        // Sent messages are thrown away some time, or else all contents would soon be known for good.
        messages.Sent.Enqueue(message);
        if (messages.Sent.Count > 6 && messages.Sent.TryDequeue(out var old))
            await DeleteAsync(old.Tenant, await repositories.Attachments.FindReferencesAsync(old.Tenant, old.Message, 10, default));
    }

    private async Task CascadeAsync()
    {
        var (message, _) = messages.Any(random);
        var references = await repositories.Attachments.FindReferencesAsync(message.Tenant, message.Message, 10, default);
        var ids = references.Select(reference => reference.Attachment).ToList();
        record.AskToDelete(ids);
        await database.CascadeAsync(message.Tenant, ids);
    }

    // A reader that finds no bytes reads the row again before it says that they are missing. Infected bytes may be.
    private async Task ReadAsync()
    {
        var (message, _) = messages.Any(random);
        var page = await repositories.Attachments.ListAsync(message.Tenant, message.Message, 0, 10, default);
        foreach (var attachment in page.Items)
        {
            if (attachment.ScanStatus == ScanStatus.Infected || store.Has(attachment.Key, attachment.Digest))
                continue;

            var again = await repositories.Attachments.FindAsync(attachment.Tenant, attachment.Id, default);
            if (again is { ScanStatus: not ScanStatus.Infected } && !store.Has(again.Key, again.Digest))
                store.Violations.Enqueue($"attachment {again.Id} is there without its bytes {again.Blob}");
        }

        if (page.Items.Count > Limit)
            store.Violations.Enqueue($"{message} has {page.Items.Count} attachments");
    }

    private async Task SweepAsync() => await ReapAsync(await repositories.Blobs.ClaimStraysAsync(10, Grace, default));

    private async Task WalkAsync()
    {
        BlobId? last = null;
        do
        {
            var page = await repositories.Blobs.CondemnUnreferencedAsync(last, 20, Grace, default);
            last = page.Last;
            await ReapAsync(page.Condemned);
        }
        while (last is not null);
    }

    private async Task DeleteAsync(TenantId tenant, IReadOnlyList<AttachmentReference> references)
    {
        if (references.Count == 0)
            return;

        record.AskToDelete(references.Select(reference => reference.Attachment));
        var outcome = await repositories.Attachments.DeleteAsync(tenant, references, Grace, default);
        await ReapAsync(outcome.Condemned);
    }

    private async Task ReapAsync(IReadOnlyList<BlobKey> keys)
    {
        if (IsAbandoned())
            return;

        foreach (var key in keys)
            store.Delete(key);

        if (!IsAbandoned())
            await repositories.Blobs.ForgetStraysAsync(keys, default);
    }

    private async Task LingerAsync(BlobKey key)
    {
        if (random.Next(8) != 0)
            return;

        await Task.Delay(random.Next(1, 400));
        if (random.Next(2) == 0)
            await repositories.Attachments.RenewReservationAsync(key, Grace, default);
    }

    private bool IsAbandoned()
    {
        if (random.Next(15) != 0)
            return false;

        record.Count("abandoned");
        return true;
    }

    private NewAttachment New(TenantMessage message) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = message.Message,
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("owner"),
        FileName = "file.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(message.Tenant, new BlobId(Guid.CreateVersion7())),
        Digest = StressScanner.AnyContent(random),
        Length = 1,
        MaxAttachmentsPerMessage = Limit,
        Verdict = random.Next(4) == 0 ? StressScanner.Safe : null,
    };
}
