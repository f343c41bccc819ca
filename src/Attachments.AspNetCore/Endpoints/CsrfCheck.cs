using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Endpoints;

internal static class CsrfCheck
{
    public static async ValueTask<bool> PassesAsync(HttpContext context, AttachmentsHttpOptions options)
    {
        if (!options.RequireAntiforgery)
            return true;

        // Without the header, antiforgery would look for the token in the form, and read the whole upload into memory for it.
        var services = context.RequestServices;
        var header = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName;
        if (header is null || string.IsNullOrEmpty(context.Request.Headers[header]))
            return false;

        return await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
    }
}
