using System.Collections.Concurrent;
using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Service;

/// <summary>A directory that tells of a message what it told before, as a DbContext that tracks does.</summary>
internal sealed class RememberingDirectory(IMessageDirectory inner) : IMessageDirectory
{
    private readonly ConcurrentDictionary<MessageId, MessageInfo?> known = new();

    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        known.GetOrAdd(message, await inner.FindAsync(tenant, message, cancellationToken));
}
