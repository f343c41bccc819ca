using System.Diagnostics;
using Attachments.LoadTests.Fleet.Ledgers;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>Waits until the hosts' own sweeps and scans have cleared what the faults left.</summary>
internal sealed class Settlement(FleetSettings settings, DatabaseOracle database, StoreOracle store, Violations violations)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    // A leftover may need one grace to be claimed and another one where the store failed then; a scan's claim runs out after 20 seconds.
    private TimeSpan Patience => (3 * settings.Grace) + TimeSpan.FromSeconds(60);

    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> WaitAsync()
    {
        var clock = Stopwatch.StartNew();
        while (await DescribeAsync() is { } leftovers)
        {
            if (clock.Elapsed > Patience)
            {
                violations.Add($"After {clock.Elapsed.TotalSeconds:F0} s of sweeping there are {leftovers}");
                break;
            }

            await Task.Delay(Tick);
        }

        return clock.Elapsed;
    }

    private async Task<string?> DescribeAsync()
    {
        (string Name, long Count)[] leftovers =
        [
            ("strays", await database.CountStraysAsync()),
            ("blobs without an attachment", await database.CountBlobsWithoutAttachmentAsync()),
            ("attachments of deleted messages", await database.CountAttachmentsWithoutMessageAsync()),
            ("blobs without a verdict", settings.Scans ? await database.CountPendingAsync() : 0),
            ("multipart uploads", (await store.ListMultipartUploadsAsync()).Count),
        ];

        return leftovers.All(leftover => leftover.Count == 0) ? null : string.Join(", ", leftovers.Select(leftover => $"{leftover.Count} {leftover.Name}"));
    }
}
