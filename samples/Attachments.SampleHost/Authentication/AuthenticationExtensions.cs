using Attachments.AspNetCore.Callers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Net.Http.Headers;

namespace Attachments.SampleHost.Authentication;

internal static class AuthenticationExtensions
{
    private const string BearerOrHeaders = "BearerOrHeaders";

    /// <summary>A bearer token decides where there is one, good or bad; else the headers that a trusted gateway sets.</summary>
    public static void AddBearerOrGatewayHeaders(this IServiceCollection services, JwtSettings jwt)
    {
        services.AddAuthentication(BearerOrHeaders)
            .AddPolicyScheme(BearerOrHeaders, displayName: null, options =>
            {
                options.ForwardDefaultSelector = ChooseScheme;
                // Only a token can be asked for: the gateway's headers are not a client's to send.
                options.ForwardChallenge = JwtBearerDefaults.AuthenticationScheme;
            })
            .AddJwtBearer(options =>
            {
                // The claims keep the names that the token gives them: tenant_id, user_id, sub, role.
                options.MapInboundClaims = false;
                options.TokenValidationParameters = jwt.ToValidation();
            })
            .AddAttachmentsGatewayHeaders();

        services.AddAuthorization();
    }

    private static string ChooseScheme(HttpContext context) => context.Request.Headers.ContainsKey(HeaderNames.Authorization)
        ? JwtBearerDefaults.AuthenticationScheme
        : GatewayHeadersDefaults.AuthenticationScheme;
}
