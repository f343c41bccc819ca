using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>Wakes whoever scans. A hint only: what must be scanned stands in the blobs' rows.</summary>
public interface IScanQueue
{
    /// <summary>Says that a blob was stored that has no verdict yet.</summary>
    /// <param name="blob">The blob.</param>
    /// <remarks>Must not block and must not throw. Called only while scanning is on.</remarks>
    void Wake(BlobKey blob);
}
