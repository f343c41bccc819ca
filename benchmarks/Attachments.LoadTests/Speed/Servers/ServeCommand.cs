using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Runs one server of a comparison until it is killed. Its first line on standard output says where it listens.</summary>
internal static class ServeCommand
{
    public const string Listening = "listening ";

    private static readonly Dictionary<string, Func<ServerSettings, Task<WebApplication>>> Servers = new(StringComparer.Ordinal)
    {
        ["product"] = ProductServer.CreateAsync,
        ["bound"] = BoundServer.CreateAsync,
        ["iformfile"] = FormFileServer.CreateAsync,
        ["results-file"] = ResultsFileServer.CreateAsync,
        ["sqlite-prepared"] = SqliteServer.CreateAsync,
        ["npgsql"] = NpgsqlServer.CreateAsync,
    };

    public static async Task<int> RunAsync(string name, IReadOnlyList<string> arguments)
    {
        if (!Servers.TryGetValue(name, out var create))
        {
            await Console.Error.WriteLineAsync($"No server is called '{name}'. Known: {string.Join(", ", Servers.Keys)}");
            return 2;
        }

        try
        {
            var settings = new ServerSettings(arguments);
            await using var app = await create(settings);
            await RunAsync(app, settings);
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static async Task RunAsync(WebApplication app, ServerSettings settings)
    {
        app.MapMeasuring();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Console.WriteLine(Listening + addresses.Addresses.Single());
        if (settings.EndsWithInput)
            new Thread(() => StopWithInput(app.Lifetime)) { IsBackground = true }.Start();

        await app.WaitForShutdownAsync();
    }

    /// <summary>An ordinary web application on stock Kestrel that says nothing unless something is wrong.</summary>
    public static WebApplicationBuilder CreateBuilder(ServerSettings settings)
    {
        var builder = WebApplication.CreateBuilder(["--urls", settings.Urls, "--Logging:LogLevel:Default", "Warning"]);

        // A contender's connections wait while the others run and tables are filled.
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.KeepAliveTimeout = TimeSpan.FromHours(2));
        return builder;
    }

    private static void StopWithInput(IHostApplicationLifetime lifetime)
    {
        while (Console.In.Read() >= 0)
        {
            // Nothing is said that way: only the end counts.
        }

        lifetime.StopApplication();
    }
}
