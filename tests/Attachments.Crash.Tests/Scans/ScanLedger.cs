using System.Collections.Concurrent;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>Asks hosts for uploads, downloads and deletes, and keeps the books of what was answered. One caller at a time per attachment.</summary>
internal sealed class ScanLedger
{
    private readonly ConcurrentDictionary<string, ScanContent> contents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ScanEntry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> violations = new();

    public IReadOnlyCollection<string> Violations => violations;

    public ICollection<ScanEntry> Entries => entries.Values;

    /// <returns>The attachment, or null where there is none, or nobody knows.</returns>
    public async Task<ScanEntry?> UploadAsync(HostProcess host, string tenant, string message, ScanContent content)
    {
        contents[content.Digest] = content;
        var answer = await host.ClientOf(tenant).UploadAsync(message, new ByteArrayContent(content.Bytes), content.FileName, content.ContentType, CancellationToken.None);
        switch (answer.Status)
        {
            case 201:
                var entry = entries.GetOrAdd(answer["id"]!, id => new ScanEntry(id, tenant, content));
                Expect(answer["virusScanStatus"] is "pending" or "duplicate" || answer["virusScanStatus"] == Name(content.Verdict), entry, "was uploaded", answer);
                return entry;
            case 400 when content.Verdict == BlobStatus.Infected && answer["code"] == "malware_detected":
            case 503 or 0:
                return null;
            default:
                violations.Enqueue($"An upload of {content.Verdict} bytes answered {answer}");
                return null;
        }
    }

    public async Task DownloadAsync(HostProcess host, ScanEntry entry)
    {
        var answer = await host.ClientOf(entry.Tenant).DownloadAsync(entry.Id);
        if (answer.Status is 503 or 0)
            return;

        if (answer.Status == 409 && answer["code"] == "scan_pending")
        {
            Expect(!entry.IsJudged, entry, "had a verdict, and is pending again", answer);
            return;
        }

        entry.IsJudged = true;
        Expect(IsRight(entry.Content, answer), entry, "was downloaded", answer);
    }

    public async Task DeleteAsync(HostProcess host, ScanEntry entry)
    {
        var answer = await host.ClientOf(entry.Tenant).DeleteAsync(entry.Id);
        entry.Presence = answer.Status switch
        {
            200 => Presence.Absent,
            503 or 0 => Presence.Unknown,
            _ => Presence.Present,
        };
        Expect(answer.Status is 200 or 503 or 0, entry, "was deleted", answer);
    }

    /// <summary>Compares the books with what a host shows and with the rows, when everything has been scanned.</summary>
    public async Task CheckAsync(HostProcess host, Database database)
    {
        foreach (var entry in entries.Values)
            await CheckAsync(host, entry);

        foreach (var blob in await database.ReadBlobsAsync())
        {
            var verdict = contents[blob.Digest].Verdict;
            if (blob.Status != verdict || blob.HasBytes != (verdict != BlobStatus.Infected))
                violations.Enqueue($"The content is {verdict}, and its row says {blob}");
        }
    }

    private static bool IsRight(ScanContent content, Answer answer) => content.Verdict switch
    {
        BlobStatus.Safe => answer.Status == 200 && Contents.Digest(answer.Body) == content.Digest,
        BlobStatus.Infected => answer.Status == 403 && answer["code"] == "malware_detected",
        _ => answer.Status == 403 && answer["code"] == "file_unscannable",
    };

    private static string Name(BlobStatus verdict) => verdict.ToString().ToLowerInvariant();

    private async Task CheckAsync(HostProcess host, ScanEntry entry)
    {
        var metadata = await host.ClientOf(entry.Tenant).GetMetadataAsync(entry.Id);
        if (metadata.Status == 404)
        {
            Expect(entry.Presence != Presence.Present, entry, "was acknowledged and is lost", metadata);
            return;
        }

        Expect(entry.Presence != Presence.Absent, entry, "was deleted and is there", metadata);
        Expect(metadata.Status == 200 && metadata["virusScanStatus"] == Name(entry.Content.Verdict), entry, "was looked up", metadata);

        var download = await host.ClientOf(entry.Tenant).DownloadAsync(entry.Id);
        Expect(IsRight(entry.Content, download), entry, "was downloaded in the end", download);
    }

    private void Expect(bool condition, ScanEntry entry, string what, Answer answer)
    {
        if (!condition)
            violations.Enqueue($"{entry.Id}, {entry.Content.Verdict}, {what}: {answer}");
    }
}
