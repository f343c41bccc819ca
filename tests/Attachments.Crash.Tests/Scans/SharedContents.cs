namespace Attachments.Crash.Scans;

/// <summary>The newest contents of all clients.</summary>
internal sealed class SharedContents
{
    private const int Capacity = 30;

    private readonly Lock gate = new();
    private readonly List<ScanContent> contents = [];

    public ScanContent Add(ScanContent content)
    {
        lock (gate)
        {
            if (contents.Count == Capacity)
                contents.RemoveAt(0);

            contents.Add(content);
            return content;
        }
    }

    public ScanContent Pick(Random random)
    {
        lock (gate)
        {
            if (contents.Count > 0)
                return contents[random.Next(contents.Count)];
        }

        return Add(ScanContent.Make(Deployments.BlobStatus.Safe, random.Next()));
    }
}
