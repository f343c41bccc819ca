using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>A web app as a process of its own, on a free port.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly Process process;

    private RunningApp(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "X-Tenant-ID", "tenant-1" }, { "X-User-ID", "user-1" } } };
    }

    public HttpClient Client { get; }

    public static async Task<RunningApp> StartAsync(Func<string, ProcessStartInfo> command)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var process = Process.Start(command(address.ToString()))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var app = new RunningApp(process, address);
        await app.WaitUntilListeningAsync();
        return app;
    }

    public async Task<Uploaded> UploadAsync(string name, string contentType, byte[] content)
    {
        using var response = await TryUploadAsync(name, contentType, content);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Uploaded>(TestContext.Current.CancellationToken))!;
    }

    public async Task<HttpResponseMessage> TryUploadAsync(string name, string contentType, byte[] content)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await Client.PostAsync(new Uri("/api/v1/messages/message-1/attachments", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilListeningAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(process.HasExited, "The app ended by itself.");
            try
            {
                using var response = await Client.GetAsync(new Uri("/", UriKind.Relative), deadline.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    internal sealed record Uploaded(string Id, string Url, string VirusScanStatus);
}
