using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;

namespace Attachments.LoadTests;

/// <summary>The sample host as a process of its own, on SQLite and a folder, with an eye on its memory.</summary>
internal sealed class MeasuredHost : IAsyncDisposable
{
    private readonly string directory;
    private readonly Process process;

    private MeasuredHost(string directory, Process process, Uri address)
    {
        this.directory = directory;
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "X-Tenant-ID", "tenant-1" }, { "X-User-ID", "user-1" } },
        };
    }

    public HttpClient Client { get; }

    /// <summary>Gets the most memory that was resident at any time so far, in bytes.</summary>
    public long PeakResident => ReadStatus("VmHWM:");

    /// <summary>Gets the memory that is resident now, in bytes.</summary>
    public long Resident => ReadStatus("VmRSS:");

    /// <summary>Gets how many bytes the process has had written to disks so far.</summary>
    public long WrittenToDisk => Read("io", "write_bytes:");

    public static async Task<MeasuredHost> StartAsync(params (string Name, string Value)[] environment)
    {
        var directory = Directory.CreateTempSubdirectory("attachments-load-").FullName;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var assembly = typeof(MeasuredHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleHost").Value!;

        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(assembly), "--urls", address.ToString()])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        start.Environment["SampleHost__DataDirectory"] = Path.Combine(directory, "data");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();

        var host = new MeasuredHost(directory, process, address);
        await host.WaitUntilReadyAsync();
        return host;
    }

    public async Task<string> CreateDraftAsync()
    {
        using var response = await Client.PostAsJsonAsync("/api/accounts/acc-1/messages", new { to = "a@example.com", subject = "load" });
        response.EnsureSuccessStatusCode();
        var message = await response.Content.ReadFromJsonAsync<JsonElement>();
        return message.GetProperty("messageId").GetString()!;
    }

    public async Task<JsonElement> UploadAsync(string message, GeneratedContent content)
    {
        using var file = new StreamContent(content.Open(), 128 * 1024);
        file.Headers.ContentLength = content.Length;
        return await UploadAsync(message, file);
    }

    public async Task<JsonElement> UploadAsync(string message, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        return await UploadAsync(message, file);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task<JsonElement> UploadAsync(string message, HttpContent file)
    {
        file.Headers.ContentType = new("text/plain");
        using var form = new MultipartFormDataContent { { file, "file", "load.txt" } };
        using var response = await Client.PostAsync(new Uri($"/api/v1/messages/{message}/attachments", UriKind.Relative), form);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"Upload answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var response = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), deadline.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, deadline.Token);
        }
    }

    private long ReadStatus(string key) => Read("status", key) * 1024;

    private long Read(string file, string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/{file}").Single(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
