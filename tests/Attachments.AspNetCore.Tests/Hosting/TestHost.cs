using System.Net;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Attachments.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Tests.Hosting;

/// <summary>A host on real Kestrel, on a port that the system chose.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestHost(WebApplication app, FakeAttachmentService service, LogCollector logs)
    {
        this.app = app;
        Service = service;
        Logs = logs;
        Address = new Uri(app.Urls.First());
        Client = CreateClient();
    }

    public FakeAttachmentService Service { get; }

    public LogCollector Logs { get; }

    public Uri Address { get; }

    /// <summary>Gets the methods and patterns of the library's own endpoints, without those that only say that there is nothing.</summary>
    public IReadOnlyList<(string Method, string Pattern)> Endpoints =>
    [
        .. from route in ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
           where route.Metadata.GetMetadata<AttachmentEndpointMetadata>() is not null
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           select (method, route.RoutePattern.RawText!),
    ];

    /// <summary>Gets a client that the gateway's headers name user <c>u1</c> of tenant <c>t1</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a host with the gateway's headers as its only scheme and the endpoints below <c>/api/v1</c>, unless told otherwise.</summary>
    public static async Task<TestHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        Action<KestrelServerOptions>? kestrel = null,
        bool gatewayHeaders = true,
        Action<IAttachmentsBuilder>? attachments = null)
    {
        var logs = new LogCollector();
        var service = new FakeAttachmentService();
        service.Messages[(TenantId.Parse("t1"), MessageId.Parse("m1"))] = (UserId.Parse("u1"), true);
        service.Messages[(TenantId.Parse("t1"), MessageId.Parse("sent"))] = (UserId.Parse("u1"), false);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            kestrel?.Invoke(options);
        });

        attachments?.Invoke(builder.Services.AddAttachments());
        if (attachments is null)
            builder.Services.AddAttachments();

        if (gatewayHeaders)
            builder.Services.AddAuthentication(GatewayHeadersDefaults.AuthenticationScheme).AddAttachmentsGatewayHeaders();

        configure?.Invoke(builder);

        // The fake stands where the store, the database and the messages would: the workers that need those are not under test.
        foreach (var worker in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(IAttachmentService).Assembly).ToArray())
            builder.Services.Remove(worker);

        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentService>(service));
        var app = builder.Build();
        if (map is null)
            app.MapAttachments("/api/v1");
        else
            map(app);

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app, service, logs);
    }

    public HttpClient CreateClient(string? tenant = "t1", string? user = "u1", string? role = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (tenant is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-Tenant-ID", tenant);

        if (user is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-User-ID", user);

        if (role is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-User-Role", role);

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
