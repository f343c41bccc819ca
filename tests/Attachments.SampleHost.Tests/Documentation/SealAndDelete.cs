using Attachments.Access;
using Attachments.Messages;

namespace Attachments.SampleHost.Tests.Documentation;

// The README's snippet, word for word: it compiles, and ReadmeTests compares the two. The quick start is compiled by the packaging tests.
internal static class SealAndDelete
{
    public static async Task RunAsync(IMessageAttachments attachments, TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        // Before a message is sent: closes it to uploads, or refuses while a file is infected or not scanned yet.
        var sealing = await attachments.SealAsync(tenant, message, cancellationToken);

        // After a message was deleted: its attachments go too.
        await attachments.DeleteAllAsync(tenant, message, cancellationToken);

        _ = sealing;
    }
}
