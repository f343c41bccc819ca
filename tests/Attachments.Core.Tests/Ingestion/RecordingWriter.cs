using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Ingestion;

/// <summary>Remembers what was written, and how.</summary>
internal sealed class RecordingWriter() : BlobWriter(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())))
{
    private readonly MemoryStream written = new();

    public byte[] Bytes => written.ToArray();

    public List<int> Writes { get; } = [];

    public bool? ReleasedCommitted { get; private set; }

    protected override ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Writes.Add(bytes.Length);
        written.Write(bytes.Span);
        return default;
    }

    protected override ValueTask CommitCoreAsync(CancellationToken cancellationToken) => default;

    protected override ValueTask ReleaseAsync(bool committed)
    {
        ReleasedCommitted = committed;
        return default;
    }
}
