using System.Collections.Concurrent;
using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Relational.Tests.Stress;

// Who has claimed what, and which infections were told. A claim was made some time between the beginning and the end of its call, so only what
// cannot be otherwise is a violation.
internal sealed class StressScans
{
    private readonly Lock gate = new();
    private readonly Dictionary<BlobKey, StressClaim> held = [];
    private readonly Dictionary<BlobKey, StressClaim> last = [];
    private readonly ConcurrentDictionary<AttachmentId, bool> told = new();
    private readonly ConcurrentDictionary<BlobKey, bool> toldBlobs = new();
    private readonly ConcurrentDictionary<(TenantId, ContentDigest), bool> untold = new();

    public ConcurrentQueue<string> Violations { get; } = new();

    public void Claimed(StressClaim made)
    {
        lock (gate)
        {
            // Of one status: a verdict ends every claim, and so may let the next scan begin at once.
            var blob = made.Claim.Blob;
            if (held.TryGetValue(blob, out var other) && other.Claim.Status == made.Claim.Status && made.IsAliveWith(other))
                Violations.Enqueue($"two live claims on {blob.Blob}: {made} beside {other}");

            held[blob] = made;
            if (!last.TryGetValue(blob, out var newest) || made.CameAfter(newest))
                last[blob] = made;
        }
    }

    // Before the claim is ended. Says whether another has certainly taken over.
    public bool End(StressClaim claim)
    {
        lock (gate)
        {
            if (held.TryGetValue(claim.Claim.Blob, out var current) && current == claim)
                held.Remove(claim.Claim.Blob);

            return last.TryGetValue(claim.Claim.Blob, out var newest) && newest.CameAfter(claim);
        }
    }

    public void Tell(RecordedVerdict recorded)
    {
        foreach (var affected in recorded.Attachments)
            told[affected.Attachment] = true;

        toldBlobs[recorded.Blob] = true;
    }

    // The verdict may have been recorded, but its outcome was lost with the connection.
    public void Lose(TenantId tenant, ContentDigest digest) => untold[(tenant, digest)] = true;

    public bool IsTold(BlobKey blob, ContentDigest digest) => toldBlobs.ContainsKey(blob) || untold.ContainsKey((blob.Tenant, digest));

    public bool IsTold(Attachment attachment) => told.ContainsKey(attachment.Id) || untold.ContainsKey((attachment.Tenant, attachment.Digest));
}
