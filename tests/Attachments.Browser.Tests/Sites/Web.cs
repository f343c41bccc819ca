using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.Browser.Sites;

/// <summary>All sites that the browser sees, told apart by name, on one port of this machine. Browsers take every name below <c>localhost</c> for this machine.</summary>
public sealed class Web : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Dictionary<string, Gateway> gateways;
    private readonly ConcurrentDictionary<string, string> pages = new(StringComparer.Ordinal);

    private Web(WebApplication app, Dictionary<string, Gateway> gateways)
    {
        this.app = app;
        this.gateways = gateways;
        Beacon = new Beacon(OriginOf("beacon"));
    }

    public Beacon Beacon { get; }

    /// <summary>Gets a site that has nothing to do with any host.</summary>
    public Uri Stranger => OriginOf("stranger");

    /// <summary>Starts the sites.</summary>
    /// <param name="gateways">The gateways, by the name of their site.</param>
    public static async Task<Web> StartAsync(Dictionary<string, Gateway> gateways)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpForwarder();

        var app = builder.Build();
        Web? web = null;
        app.Run(context => web!.AnswerAsync(context));
        await app.StartAsync();
        web = new Web(app, gateways);
        return web;
    }

    public Uri OriginOf(string site) => new($"http://{site}.localhost:{new Uri(app.Urls.Single()).Port}/");

    /// <summary>Gets another origin of the same site: cookies go along, and yet it is another's.</summary>
    public Uri SiblingOf(string site) => OriginOf($"sibling.{site}");

    /// <summary>Puts a page on every site but the beacon.</summary>
    /// <returns>Its path.</returns>
    public string Publish(string html)
    {
        var path = $"/pages/{Guid.NewGuid():N}";
        pages[path] = html;
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var gateway in gateways.Values)
            gateway.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var site = context.Request.Host.Host.Split('.')[0];
        if (site == "beacon")
            return Beacon.AnswerAsync(context);
        if (pages.TryGetValue(context.Request.Path.Value!, out var page))
            return Results.Content(page, "text/html; charset=utf-8").ExecuteAsync(context);
        if (gateways.TryGetValue(site, out var gateway))
            return gateway.AnswerAsync(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
