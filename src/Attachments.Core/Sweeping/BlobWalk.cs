using System.Buffers.Binary;
using System.Diagnostics;
using Attachments.Deletion;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

/// <summary>Walks round all blobs, some pages in each sweep, and deletes those that no attachment names: blobs freed by a host's cascade have no stray yet.</summary>
/// <remarks>
/// It begins anywhere. From the first blob on, hosts side by side would all look at the same ones, and hosts that are restarted more often than a round takes
/// (eight hours for ten million blobs) would never come to the last ones.
/// </remarks>
internal sealed class BlobWalk(IBlobRepository blobs, BlobReaper reaper, TimeProvider clock, IOptions<SweepingOptions> options)
{
    // Bounds one sweep; the next one goes on where it stopped.
    private const int PagesPerSweep = 100;

    private readonly SweepingOptions options = options.Value;
    private bool isUnderWay;
    private BlobId? place;

    /// <summary>Goes on with the walk, once round at most. Not for two at once.</summary>
    /// <returns>How many blobs were deleted.</returns>
    public async ValueTask<int> GoOnAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        if (!isUnderWay)
        {
            swept += await SweepPageAsync(1, cancellationToken).ConfigureAwait(false);
            place = ChoosePlace(first: place);
            isUnderWay = true;
        }

        var start = place;
        var isPastTheEnd = false;
        for (var page = 0; page < PagesPerSweep; page++)
        {
            var began = Stopwatch.GetTimestamp();
            swept += await SweepPageAsync(options.BatchSize * 10, cancellationToken).ConfigureAwait(false);

            if (isPastTheEnd ? IsBehind(start) : place is null && start is null)
                break;

            isPastTheEnd |= place is null;
            await SweepPace.RestAsync(began, cancellationToken).ConfigureAwait(false);
        }

        return swept;
    }

    private async ValueTask<int> SweepPageAsync(int limit, CancellationToken cancellationToken)
    {
        var found = await blobs.CondemnUnreferencedAsync(place, limit, options.GracePeriod, cancellationToken).ConfigureAwait(false);
        var swept = await reaper.ReapAsync(found.Condemned, cancellationToken).ConfigureAwait(false);
        place = found.Last;
        return swept;
    }

    // Between the first blob and now: ids begin with the time they were made at (UUID version 7, RFC 9562 section 5.7).
    private BlobId? ChoosePlace(BlobId? first)
    {
        if (first is null)
            return null;

        var from = Leading(first.Value.Value);
        var to = Leading(Guid.CreateVersion7(clock.GetUtcNow()));
        return to > from ? new BlobId(Make(from + (ulong)(Random.Shared.NextDouble() * (to - from)))) : null;
    }

    private bool IsBehind(BlobId? start) => place is not { } here || start is not { } there || here.Value.CompareTo(there.Value) >= 0;

    private static ulong Leading(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private static Guid Make(ulong leading)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, leading);
        return new Guid(bytes, bigEndian: true);
    }
}
