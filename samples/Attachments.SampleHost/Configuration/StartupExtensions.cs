using Attachments.SampleHost.Messages;
using Microsoft.Extensions.Options;

namespace Attachments.SampleHost.Configuration;

internal static class StartupExtensions
{
    /// <summary>Keeps the host from logging a stack trace of what Program says in one sentence.</summary>
    /// <remarks>A background service that dies is still logged, with its exception: that is Critical.</remarks>
    public static void LeaveStartFailuresToProgram(this ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

    /// <summary>Checks the settings, then makes the tables that are missing. Safe where several hosts start at once.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        // Before the tables are made: a host with a bad setting leaves nothing behind.
        app.Services.GetRequiredService<IStartupValidator>().Validate();

        await app.Services.GetRequiredService<MailDatabase>().CreateTablesAsync(app.Lifetime.ApplicationStopping);
        await app.Services.ApplyAttachmentsSchemaAsync(app.Lifetime.ApplicationStopping);
    }
}
