using System.Diagnostics;
using System.Globalization;
using System.Net;
using Attachments.LoadTests.Speed.Measurements;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>A server of a comparison as a process of its own, on processors of its own.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly RawConnection control;
    private readonly string? ownedDirectory;

    private MeasuredServer(Process process, IPEndPoint endpoint, string directory, bool ownsDirectory)
    {
        this.process = process;
        Endpoint = endpoint;
        Data = directory;
        ownedDirectory = ownsDirectory ? directory : null;
        control = new RawConnection(endpoint);
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>Gets the directory that holds the server's files.</summary>
    public string Data { get; }

    /// <summary>Gets the most memory that was resident at any time so far, in bytes.</summary>
    public long PeakResident => ReadStatus("VmHWM:");

    /// <summary>Gets the memory that is resident now, in bytes.</summary>
    public long Resident => ReadStatus("VmRSS:");

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="processors">The processors that it may use, as <c>taskset</c> takes them; null for all.</param>
    /// <param name="name">Which server.</param>
    /// <param name="data">Its directory; null makes one that goes with the server.</param>
    /// <param name="options">What else stands on its command line.</param>
    public static async Task<MeasuredServer> StartAsync(string? processors, string name, string? data, params string[] options)
    {
        var directory = data ?? Directory.CreateTempSubdirectory("attachments-speed-").FullName;
        string[] program = ["dotnet", typeof(MeasuredServer).Assembly.Location, "serve", name, "--urls", "http://127.0.0.1:0", "--data", directory, "--until-closed", .. options];
        string[] command = processors is null ? program : ["taskset", "-c", processors, .. program];

        // Never the data's directory or one above it: the host watches its content root for changed settings, and would be told of every file.
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };

        // What projects of the Web SDK, the sample host among them, are set to.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        try
        {
            var endpoint = await ReadEndpointAsync(process, name);
            return new MeasuredServer(process, endpoint, directory, data is null);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public ServerCounters Measure()
    {
        control.Send(Requests.Get(MeasuringEndpoint.Path));
        var fields = control.ReceiveText().Split(' ');
        return new ServerCounters(
            long.Parse(fields[0], CultureInfo.InvariantCulture),
            TimeSpan.FromTicks(long.Parse(fields[1], CultureInfo.InvariantCulture)),
            long.Parse(fields[2], CultureInfo.InvariantCulture),
            double.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (ownedDirectory is not null)
            Directory.Delete(ownedDirectory, recursive: true);
    }

    private static async Task<IPEndPoint> ReadEndpointAsync(Process process, string name)
    {
        var address = new TaskCompletionSource<Uri?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is null)
                address.TrySetResult(null);
            else if (output.Data.StartsWith(ServeCommand.Listening, StringComparison.Ordinal))
                address.TrySetResult(new Uri(output.Data[ServeCommand.Listening.Length..]));
        };
        process.BeginOutputReadLine();

        // Filling tables comes before listening.
        var listening = await address.Task.WaitAsync(TimeSpan.FromMinutes(2))
            ?? throw new InvalidOperationException($"The server '{name}' ended before it listened.");
        return new IPEndPoint(IPAddress.Parse(listening.Host), listening.Port);
    }

    private long ReadStatus(string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
