using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>Wakes whoever scans. A hint only: what must be scanned stands in the blobs' rows.</summary>
public interface IScanQueue
{
    /// <summary>Says that a blob must be scanned.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="delay">From when on it is due; zero for at once.</param>
    /// <remarks>Must not block and must not throw. Called only while scanning is on. A wake-up that is lost is made up for by the periodic pass.</remarks>
    void Wake(BlobKey blob, TimeSpan delay);
}
