using System.Threading.RateLimiting;
using Attachments.AspNetCore;
using Microsoft.AspNetCore.RateLimiting;

namespace Attachments.SampleHost.RateLimits;

internal static class RateLimitExtensions
{
    private const string Uploads = "uploads";

    /// <summary>Limits what one caller may ask for: a tenant's user, or the address of whoever names no caller.</summary>
    public static void AddRateLimits(this IServiceCollection services, RateLimitSettings? settings)
    {
        if (settings is null)
            return;

        services.AddRateLimiter(limiter =>
        {
            limiter.AnswerWithProblems();
            if (settings.Requests is { } requests)
                limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Window(context, requests, settings.Window));
            if (settings.Uploads is { } uploads)
                limiter.AddPolicy(Uploads, context => Window(context, uploads, settings.Window));
        });
    }

    /// <summary>Puts the limits into force. Behind authentication, which says whose they are, and before authorization, so that refused requests count.</summary>
    public static void UseRateLimits(this WebApplication app, RateLimitSettings? settings)
    {
        if (settings is not null)
            app.UseRateLimiter();
    }

    /// <summary>Limits uploads by themselves.</summary>
    public static void LimitUploads(this AttachmentsEndpoints attachments, RateLimitSettings? settings)
    {
        if (settings?.Uploads is not null)
            attachments.Upload.RequireRateLimiting(Uploads);
    }

    private static RateLimitPartition<string> Window(HttpContext context, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(CallerOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

    // A slash is in no identifier, and a blank in no address.
    private static string CallerOf(HttpContext context) => context.TryGetAttachmentCaller(out var caller, out _)
        ? $"{caller.Tenant}/{caller.User}"
        : $"at {context.Connection.RemoteIpAddress}";
}
