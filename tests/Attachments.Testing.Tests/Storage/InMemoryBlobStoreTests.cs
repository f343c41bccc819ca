using Attachments.Storage;

namespace Attachments.Testing.Storage;

public sealed class InMemoryBlobStoreTests : BlobStoreConformanceTests
{
    private readonly AdjustableClock clock = new();

    protected override ValueTask<IBlobStore> CreateStoreAsync() => ValueTask.FromResult<IBlobStore>(new InMemoryBlobStore(clock));

    protected override ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes)
    {
        var age = TimeSpan.FromHours(3);
        clock.Offset -= age;
        ((InMemoryBlobStore)Store).AbandonStaging(key, bytes.Span);
        clock.Offset += age;
        return ValueTask.FromResult(age);
    }

    private sealed class AdjustableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
