using Attachments.AspNetCore.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Attachments.AspNetCore.Callers;

/// <summary>Answers a request that has no identity: 401 with what the host's scheme asks for, never a redirect to a page.</summary>
internal static class Challenge
{
    public static async Task AnswerAsync(HttpContext context)
    {
        var setCookie = context.Response.Headers.SetCookie;
        var schemes = context.RequestServices.GetService<IAuthenticationSchemeProvider>();
        if (schemes is not null && await schemes.GetDefaultChallengeSchemeAsync() is not null)
            await context.ChallengeAsync();

        await AnswerChallengedAsync(context, setCookie);
    }

    /// <summary>Turns what a scheme's challenge left behind into a problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="setCookie">The cookies that were set before the challenge.</param>
    public static Task AnswerChallengedAsync(HttpContext context, StringValues setCookie)
    {
        var response = context.Response;
        if (response.HasStarted)
            return Task.CompletedTask;

        // A scheme made for pages redirects to its login and may leave a correlation cookie: neither is any use to a client of an API.
        response.Headers.Remove(HeaderNames.Location);
        response.Headers.SetCookie = setCookie;
        if (StringValues.IsNullOrEmpty(response.Headers.WWWAuthenticate))
            response.Headers.WWWAuthenticate = "Bearer";

        var gateway = context.RequestServices.GetService<GatewayHeadersMarker>() is not null;
        return ProblemWriter.WriteAsync(context, new Problem(
            StatusCodes.Status401Unauthorized,
            "unauthorized",
            gateway ? "Bearer token or X-Tenant-ID and X-User-ID headers required" : "Authentication required"));
    }
}
