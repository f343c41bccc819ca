using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Attachments.LoadTests.Fleet.Services;

/// <summary>PostgreSQL, Redis, radosgw and clamd of one run alone, by <c>eng/services.sh</c>: whoever has them may kill them.</summary>
internal sealed class FleetServices : IAsyncDisposable
{
    private const string Prefix = "ATTACHMENTS_TEST_";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly string directory;
    private readonly int firstPort;
    private Dictionary<string, string> addresses = [];

    private FleetServices(string directory, int firstPort)
    {
        this.directory = directory;
        this.firstPort = firstPort;
    }

    /// <summary>Gets the connection string of PostgreSQL's server.</summary>
    public string PostgreSql => addresses["POSTGRES"];

    public string Redis => addresses["REDIS"];

    public string Clamd => $"tcp://{addresses["CLAMD_TCP"]}";

    public S3Address S3 => new(new Uri(addresses["S3_ENDPOINT"]), addresses["S3_REGION"], addresses["S3_BUCKET"], addresses["S3_ACCESS_KEY"], addresses["S3_SECRET_KEY"]);

    public static async Task<FleetServices> StartAsync(string directory, int firstPort)
    {
        var services = new FleetServices(directory, firstPort);
        try
        {
            // What a run that was killed has left behind is no ground to stand on.
            await services.ScriptAsync("wipe");
            await services.StartWhatIsDownAsync();
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts what was killed, and returns when it answers.</summary>
    public async Task StartWhatIsDownAsync()
    {
        var lines = await ScriptAsync("start");
        addresses = lines.Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => line[Prefix.Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    public Task KillAsync(FleetService service) => EndAsync(service, "KILL");

    /// <summary>Asks it to stop, as an upgrade does, and kills what has not ended after a while, as init systems do: radosgw finishes its garbage collection first.</summary>
    public async Task TerminateAsync(FleetService service)
    {
        var process = ProcessOf(service);
        Signals.Send("TERM", process);
        if (await Signals.IsGoneWithinAsync(process, StopTimeout))
            return;

        Signals.Send("KILL", process);
        await Signals.WaitUntilGoneAsync(process);
    }

    /// <summary>Ends PostgreSQL with all of its connections, as <c>pg_ctl stop -m immediate</c> does.</summary>
    public Task EndAtOnceAsync(FleetService service) => EndAsync(service, "QUIT");

    /// <summary>Holds it up: it accepts connections and says nothing.</summary>
    public void Freeze(FleetService service) => Signals.Send("STOP", ProcessOf(service));

    public void Thaw(FleetService service) => Signals.Send("CONT", ProcessOf(service));

    /// <summary>Removes what another run has left in a directory.</summary>
    public static async Task WipeAsync(string directory) => await new FleetServices(directory, firstPort: 0).DisposeAsync();

    public async ValueTask DisposeAsync() => await ScriptAsync("wipe");

    private async Task EndAsync(FleetService service, string signal)
    {
        var process = ProcessOf(service);
        Signals.Send(signal, process);
        await Signals.WaitUntilGoneAsync(process);
    }

    private int ProcessOf(FleetService service) => int.Parse(File.ReadLines(Path.Combine(directory, service.PidFile)).First(), CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<string>> ScriptAsync(string command)
    {
        var script = typeof(FleetServices).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Services").Value!;
        var start = new ProcessStartInfo(Path.GetFullPath(script), [command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SVC_DIR"] = directory;

        // Only the first start chooses; afterwards the directory knows.
        foreach (var (name, offset) in new[] { ("S3_PORT", 0), ("MON_PORT", 100), ("PG_PORT", 200), ("REDIS_PORT", 210), ("CLAMD_PORT", 220) })
            start.Environment[name] = (firstPort + offset).ToString(CultureInfo.InvariantCulture);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Split('\n') : throw new InvalidOperationException($"{script} {command} failed: {await errors}");
    }
}
