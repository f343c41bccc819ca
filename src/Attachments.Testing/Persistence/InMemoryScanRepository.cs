using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>Keeps verdicts and leases in memory.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemoryScanRepository(InMemoryAttachmentDatabase database) : IScanRepository
{
    /// <inheritdoc/>
    public ValueTask<ScanClaim?> ClaimAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(Find(blob) is { } found && IsDue(found) ? Claim(found, lease) : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScanClaim>> ClaimDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(Claim(DueInOrder().Take(limit), lease));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScanClaim>> ClaimNewestDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(Claim(DueInOrder().Reverse().Take(limit), lease));
    }

    /// <inheritdoc/>
    public ValueTask<RecordedVerdict?> RecordAsync(ScanClaim claim, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Status == ScanStatus.Pending)
            throw new ArgumentException("Pending is no verdict.", nameof(verdict));

        lock (database.Gate)
        {
            if (Find(claim) is not { } blob)
                return new((RecordedVerdict?)null);

            if (verdict.Status == ScanStatus.Infected)
                return new(RecordInfected(blob, verdict, infected));

            database.Blobs[blob.Key.Blob] = blob.With(verdict, database.Now);
            return new(new RecordedVerdict(blob.Key, BlobContentState.Stored, []));
        }
    }

    /// <inheritdoc/>
    public ValueTask<RecordedVerdict?> RecordInfectedAsync(
        TenantId tenant, ContentDigest digest, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Status != ScanStatus.Infected)
            throw new ArgumentException("The verdict must be infected.", nameof(verdict));

        lock (database.Gate)
        {
            var blob = database.FindBlob(tenant, digest);
            return new(blob is null || blob.Status == ScanStatus.Infected || blob.IsReleased ? null : RecordInfected(blob, verdict, infected));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ScanStatus?> FindStatusAsync(TenantId tenant, ContentDigest digest, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(database.FindBlob(tenant, digest)?.Status);
    }

    /// <inheritdoc/>
    public ValueTask<bool> PostponeAsync(ScanClaim claim, TimeSpan delay, bool counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);

        lock (database.Gate)
        {
            if (Find(claim) is not { } blob)
                return new(false);

            database.Blobs[blob.Key.Blob] = blob with { Due = database.Now + delay, Token = null, Attempts = blob.Attempts - (counts ? 0 : 1) };
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<RescanPage> ScheduleRescansAsync(BlobId? after, int limit, RescanRules rules, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var page = database.PageOfBlobs(after, limit);
            var old = page.Where(blob => IsOld(blob, rules)).ToList();
            foreach (var blob in old)
                database.Blobs[blob.Key.Blob] = blob with { Due = database.Now, Attempts = 0 };

            return new(new RescanPage(page.Count < limit ? null : page[^1].Key.Blob, old.Count));
        }
    }

    /// <inheritdoc/>
    public ValueTask<TimeSpan?> ReadQueueAgeAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(database.Blobs.Values.Where(IsDue).Max(blob => database.Now - blob.Due));
    }

    private InMemoryBlob? Find(BlobKey key) => database.Blobs.TryGetValue(key.Blob, out var blob) && blob.Key == key ? blob : null;

    private InMemoryBlob? Find(ScanClaim claim) => Find(claim.Blob) is { } blob && blob.Token == claim.Token ? blob : null;

    private bool IsDue(InMemoryBlob blob) => blob.Due <= database.Now;

    private bool IsOld(InMemoryBlob blob, RescanRules rules) =>
        blob is { Verdict: { Status: ScanStatus.Safe, Engine: not null }, Due: null }
        && (blob.ScannedAt <= database.Now - rules.OlderThan
            || (rules.SignatureVersion is { } version && blob.Verdict.SignatureVersion != version));

    private ScanClaim Claim(InMemoryBlob blob, TimeSpan lease)
    {
        var token = Guid.NewGuid();
        var claimed = blob with { Token = token, Due = database.Now + lease, Attempts = blob.Attempts + 1 };
        database.Blobs[blob.Key.Blob] = claimed;
        return new ScanClaim(blob.Key, token, blob.Digest, blob.Length, claimed.Attempts, blob.Status);
    }

    private IEnumerable<InMemoryBlob> DueInOrder() => database.Blobs.Values.Where(IsDue).OrderBy(blob => blob.Due).ThenBy(blob => blob.Key.Blob.Value);

    private List<ScanClaim> Claim(IEnumerable<InMemoryBlob> blobs, TimeSpan lease) => blobs.ToList().ConvertAll(blob => Claim(blob, lease));

    private RecordedVerdict RecordInfected(InMemoryBlob blob, BlobVerdict verdict, InfectedContent infected)
    {
        var content = infected == InfectedContent.Remove ? BlobContentState.Removed : BlobContentState.Quarantined;
        database.Blobs[blob.Key.Blob] = blob.With(verdict, database.Now) with { Content = content };
        if (content == BlobContentState.Removed)
            database.Strays[blob.Key] = new InMemoryStray(IsReserved: false, database.Now);

        var affected = database.Attachments.Values
            .Where(attachment => attachment.Key == blob.Key)
            .OrderBy(attachment => attachment.Owner.Value, StringComparer.Ordinal)
            .ThenBy(attachment => attachment.Id)
            .Select(attachment => new AffectedAttachment(attachment.Id, attachment.Message, attachment.Owner, attachment.FileName));
        return new RecordedVerdict(blob.Key, content, affected.ToList());
    }
}
