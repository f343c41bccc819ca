using System.Net;
using System.Security.Claims;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.Callers;

public sealed class CsrfTests
{
    private const string Upload = "/api/v1/messages/m1/attachments";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookie_host_takes_an_upload_and_a_delete_with_the_token_in_the_header()
    {
        await using var host = await StartCookieHostAsync();
        using var client = await SignInAsync(host);
        client.DefaultRequestHeaders.Add("RequestVerificationToken", await client.GetStringAsync("/token", Token));

        using var upload = await client.PostAsync(Upload, Form(), Token);
        var id = (string)(await upload.JsonAsync(HttpStatusCode.Created))["id"]!;
        using var delete = await client.DeleteAsync($"/api/v1/attachments/{id}", Token);

        Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Cookie_host_refuses_an_upload_without_a_valid_token(string? token)
    {
        await using var host = await StartCookieHostAsync();
        using var client = await SignInAsync(host);
        await client.GetStringAsync("/token", Token);
        if (token is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("RequestVerificationToken", token);

        using var response = await client.PostAsync(Upload, Form(), Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "csrf_token_invalid");
        Assert.Equal(0, host.Service.Count);
    }

    [Fact]
    public async Task Cookie_host_refuses_a_token_in_the_form()
    {
        await using var host = await StartCookieHostAsync();
        using var client = await SignInAsync(host);
        var token = await client.GetStringAsync("/token", Token);
        using var form = Form();
        form.Add(new StringContent(token), "__RequestVerificationToken");

        using var response = await client.PostAsync(Upload, form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "csrf_token_invalid");
    }

    [Fact]
    public async Task Cookie_host_refuses_a_delete_without_a_token_and_allows_reads()
    {
        await using var host = await StartCookieHostAsync();
        var attachment = host.Service.Add("x"u8.ToArray());
        using var client = await SignInAsync(host);

        using var delete = await client.DeleteAsync($"/api/v1/attachments/{attachment.Id}", Token);
        using var read = await client.GetAsync($"/api/v1/attachments/{attachment.Id}/metadata", Token);

        await delete.ProblemAsync(HttpStatusCode.BadRequest, "csrf_token_invalid");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Host_without_cookies_needs_no_token()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.PostAsync(Upload, Form(), Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Mapping_with_tokens_required_stops_when_antiforgery_is_not_there()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestHost.StartAsync(attachments: static builder => builder.ConfigureHttp(static http => http.RequireAntiforgery = true)));

        Assert.Contains("AddAntiforgery", exception.Message, StringComparison.Ordinal);
    }

    private static Task<TestHost> StartCookieHostAsync() => TestHost.StartAsync(
        static builder =>
        {
            builder.Services.AddAntiforgery();
            builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
            builder.Services.AddAuthorization();
        },
        static app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseAntiforgery();
            app.MapAttachments().RequireAuthorization();
            app.MapGet("/sign-in", static (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim("tenant_id", "t1"), new Claim("user_id", "u1")], CookieAuthenticationDefaults.AuthenticationScheme))));
            app.MapGet("/token", static (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        },
        gatewayHeaders: false,
        attachments: static builder => builder.ConfigureHttp(static http => http.RequireAntiforgery = true));

    private static async Task<HttpClient> SignInAsync(TestHost host)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        using var response = await client.GetAsync("/sign-in", Token);
        response.EnsureSuccessStatusCode();
        return client;
    }

    private static MultipartFormDataContent Form() => new() { { new ByteArrayContent("hello"u8.ToArray()), "file", "a.txt" } };
}
