using Attachments.Access;
using Attachments.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.SampleHost.Tests.Documentation;

// The README's quick start, word for word: it compiles, and ReadmeTests compares the two.
internal static class QuickStart
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddAttachments(builder.Configuration.GetSection("Attachments"))
            .UseFileSystemStore(options => options.RootPath = "/var/lib/mail/blobs")
            .UseSqlite("Data Source=/var/lib/mail/mail.db")
            .UseMessages<MailMessageDirectory>();

        var app = builder.Build();

        var attachments = app.MapAttachments("/api/v1");
        attachments.RequireAuthorization();
        attachments.Upload.RequireRateLimiting("uploads");

        return app;
    }

    public static async Task SendAndDeleteAsync(IMessageAttachments attachments, TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        // Before a message is sent: closes it to uploads, or refuses while a file is infected or not scanned yet.
        var sealing = await attachments.SealAsync(tenant, message, cancellationToken);

        // After a message was deleted: its attachments go too.
        await attachments.DeleteAllAsync(tenant, message, cancellationToken);

        _ = sealing;
    }
}

internal sealed record Mail(string OwnerId, bool IsDraft);

internal interface IMailbox
{
    Task<Mail?> FindAsync(string tenant, string message, CancellationToken cancellationToken);
}

internal sealed class MailMessageDirectory(IMailbox mailbox) : IMessageDirectory
{
    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        var found = await mailbox.FindAsync(tenant.Value, message.Value, cancellationToken);

        return found is null ? null : new MessageInfo(UserId.Parse(found.OwnerId), AcceptsAttachments: found.IsDraft);
    }
}
