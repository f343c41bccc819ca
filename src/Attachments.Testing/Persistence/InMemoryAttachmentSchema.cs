using Attachments.Persistence;

namespace Attachments.Testing.Persistence;

// Memory has no tables to make.
internal sealed class InMemoryAttachmentSchema : IAttachmentSchema
{
    public ValueTask ApplyAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask VerifyAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
