using System.Net;
using System.Net.Http.Headers;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Attachments.AspNetCore.Tests.Callers;

/// <summary>The endpoints beside the schemes and policies that hosts have of their own.</summary>
public sealed class HostAuthenticationTests
{
    private const string List = "/api/v1/messages/m1/attachments";

    private static readonly SymmetricSecurityKey Key = new("0123456789abcdef0123456789abcdef"u8.ToArray());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Valid_token_decides_when_headers_say_otherwise(bool mapInboundClaims)
    {
        await using var host = await StartWithBearerAsync(mapInboundClaims);
        using var client = host.CreateClient("t1", "other", "admin");
        client.DefaultRequestHeaders.Authorization = Bearer("t1", "u1", "user");

        using var response = await client.GetAsync(List, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new AttachmentCaller(TenantId.Parse("t1"), UserId.Parse("u1")), host.Service.LastCaller);
    }

    [Fact]
    public async Task Admin_token_makes_an_admin_although_bearer_renames_its_claims()
    {
        await using var host = await StartWithBearerAsync(mapInboundClaims: true);
        using var client = host.CreateClient(null, null);
        client.DefaultRequestHeaders.Authorization = Bearer("t1", "a1", "admin");

        using var response = await client.GetAsync(List, Token);

        Assert.Equal(new AttachmentCaller(TenantId.Parse("t1"), UserId.Parse("a1"), CallerRole.Admin), host.Service.LastCaller);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic dTpw")]
    public async Task Bad_token_is_401_when_headers_are_good(string authorization)
    {
        await using var host = await StartWithBearerAsync();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await client.GetAsync(List, Token);

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains(response.Headers.WwwAuthenticate, static challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task Headers_decide_when_there_is_no_token()
    {
        await using var host = await StartWithBearerAsync();

        using var response = await host.Client.GetAsync(List, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Authorization_of_the_host_answers_401_as_a_problem()
    {
        await using var host = await StartWithBearerAsync();
        using var client = host.CreateClient(null, null);

        using var response = await client.GetAsync(List, Token);

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains(response.Headers.WwwAuthenticate, static challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task Authorization_of_the_host_answers_403_as_a_problem()
    {
        await using var host = await TestHost.StartAsync(
            static builder => builder.Services.AddAuthorization(),
            static app => app.MapAttachments().RequireAuthorization(static policy => policy.RequireClaim("never")));

        using var response = await host.Client.GetAsync(List, Token);

        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("Forbidden", (string?)problem["error"]);
    }

    [Fact]
    public async Task Authorization_of_the_host_keeps_its_own_answer_elsewhere()
    {
        await using var host = await TestHost.StartAsync(
            static builder => builder.Services.AddAuthorization(),
            static app =>
            {
                app.MapAttachments();
                app.MapGet("/own", static () => "own").RequireAuthorization(static policy => policy.RequireClaim("never"));
            });

        using var response = await host.Client.GetAsync("/own", Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Result_handler_of_the_host_still_has_its_say(bool before)
    {
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddAuthorization();
                if (!before)
                    return;

                // As though the host had registered it before AddAttachments.
                var services = builder.Services;
                foreach (var handler in services.Where(static s => s.ServiceType == typeof(IAuthorizationMiddlewareResultHandler)).ToArray())
                    services.Remove(handler);

                foreach (var resolver in services.Where(static s => s.ServiceType == typeof(CallerResolver)).ToArray())
                    services.Remove(resolver);

                services.AddSingleton<IAuthorizationMiddlewareResultHandler, TeapotHandler>();
                services.AddAttachments();
            },
            static app =>
            {
                app.MapAttachments().RequireAuthorization(static policy => policy.RequireClaim("never"));
                app.MapGet("/own", static () => "own").RequireAuthorization(static policy => policy.RequireClaim("never"));
            });

        using var own = await host.Client.GetAsync("/own", Token);
        using var ours = await host.Client.GetAsync(List, Token);

        Assert.Equal(before ? 418 : 403, (int)own.StatusCode);
        await ours.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    // As one that takes a DbContext is.
    [Fact]
    public async Task Scoped_result_handler_of_the_host_is_made_for_each_request()
    {
        await using var host = await TestHost.StartAsync(
            static builder =>
            {
                builder.Services.AddAuthorization();
                foreach (var handler in builder.Services.Where(static s => s.ServiceType == typeof(IAuthorizationMiddlewareResultHandler) || s.ServiceType == typeof(CallerResolver)).ToArray())
                    builder.Services.Remove(handler);

                builder.Services.AddScoped<OfTheRequest>();
                builder.Services.AddScoped<IAuthorizationMiddlewareResultHandler, ScopedHandler>();
                builder.Services.AddAttachments();
                builder.Host.UseDefaultServiceProvider(static provider => provider.ValidateScopes = true);
            },
            static app =>
            {
                app.MapAttachments().RequireAuthorization(static policy => policy.RequireClaim("never"));
                app.MapGet("/own", static () => "own").RequireAuthorization(static policy => policy.RequireClaim("never"));
            });

        using var first = await host.Client.GetAsync("/own", Token);
        using var second = await host.Client.GetAsync("/own", Token);

        Assert.Equal(418, (int)first.StatusCode);
        Assert.NotEqual(first.Headers.GetValues("X-Scope").Single(), second.Headers.GetValues("X-Scope").Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cookie_host_answers_401_and_no_redirect(bool requireAuthorization)
    {
        await using var host = await TestHost.StartAsync(
            static builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(static cookie => cookie.Events.OnRedirectToLogin = static context =>
                    {
                        // What a page's scheme does where nothing keeps it from it.
                        context.Response.Redirect(context.RedirectUri);
                        context.Response.Cookies.Append("correlation", "x");
                        return Task.CompletedTask;
                    });
                builder.Services.AddAuthorization();
            },
            app =>
            {
                var endpoints = app.MapAttachments();
                if (requireAuthorization)
                    endpoints.RequireAuthorization();
            },
            gatewayHeaders: false);

        using var response = await host.Client.GetAsync(List, Token);

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Null(response.Headers.Location);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task Gateway_headers_are_warned_of_at_start_in_production(string environment, bool warned)
    {
        var logs = new LogCollector();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true });
        builder.Logging.AddProvider(logs);
        builder.Services.AddAuthentication().AddAttachmentsGatewayHeaders();
        using var host = builder.Build();

        await host.StartAsync(Token);
        await host.StopAsync(Token);

        Assert.Equal(warned, logs.Entries.Any(static entry => entry.Level == LogLevel.Warning && entry.Id.Id == 610));
    }

    private static Task<TestHost> StartWithBearerAsync(bool mapInboundClaims = false) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
                .AddJwtBearer(bearer =>
                {
                    bearer.MapInboundClaims = mapInboundClaims;
                    bearer.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = Key, ValidateIssuer = false, ValidateAudience = false };
                })
                .AddAttachmentsGatewayHeaders();
            builder.Services.AddAuthorization();
        },
        static app => app.MapAttachments().RequireAuthorization(static policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, GatewayHeadersDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()),
        gatewayHeaders: false);

    private static AuthenticationHeaderValue Bearer(string tenant, string user, string role) => new("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["tenant_id"] = tenant, ["sub"] = user, ["role"] = role },
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
    }));

    private sealed class OfTheRequest
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class ScopedHandler(OfTheRequest scope) : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["X-Scope"] = scope.Id.ToString();
            return Task.CompletedTask;
        }
    }

    private sealed class TeapotHandler : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
                return next(context);

            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return Task.CompletedTask;
        }
    }
}
