using Attachments.Access;
using Attachments.Testing.Persistence;

namespace Attachments.Relational.Tests.Stress;

// The database of a run, as its hosts see it through the ports and as others see it past them.
internal interface IStressDatabase : IAsyncDisposable
{
    IReadOnlyList<AttachmentRepositories> Hosts { get; }

    Task CascadeAsync(TenantId tenant, IReadOnlyList<AttachmentId> attachments);

    Task<IReadOnlyList<StressBlob>> ReadBlobsAsync();

    Task<long> CountAsync(string table);

    // What a run has to bear besides itself, until it is cancelled.
    Task DisturbAsync(CancellationToken cancellationToken);
}
