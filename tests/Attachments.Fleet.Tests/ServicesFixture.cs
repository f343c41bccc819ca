using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.Fleet;

/// <summary>PostgreSQL, Redis and radosgw of one test class, which may kill them.</summary>
public sealed class ServicesFixture : IAsyncLifetime
{
    // Where it is set, the programs are there too.
    private const string Variable = "ATTACHMENTS_TEST_S3_ENDPOINT";
    private const string Folder = "/tmp";
    private const string Prefix = "attachments-services-fleet-test-";

    // Below those that the system gives to outgoing connections, and away from those of the shared services.
    private const int LowestPort = 10_000;
    private const int PortsEach = 500;
    private const int Choices = 16;

    private static readonly int[] Offsets = [0, 100, 200, 210, 220, 300, 301];

    private static int count;

    private FleetServices? services;

    internal FleetServices Services
    {
        get
        {
            if (services is null)
                Assert.Skip($"{Variable} is not set");

            return services;
        }
    }

    internal bool IsStarted => services is not null;

    internal string Directory { get; } = Path.Combine(
        Folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref count)}"));

    internal int FirstPort { get; } = PickPorts();

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            return;

        await WipeLeftoversAsync();
        services = await FleetServices.StartAsync(Directory, FirstPort);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
    }

    // Daemons outlive a test process that was killed.
    private static async Task WipeLeftoversAsync()
    {
        foreach (var directory in System.IO.Directory.GetDirectories(Folder, Prefix + "*"))
        {
            var process = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
            if (!System.IO.Directory.Exists($"/proc/{process}"))
                await FleetServices.WipeAsync(directory);
        }
    }

    private static int PickPorts()
    {
        var first = Environment.ProcessId % Choices;
        return Enumerable.Range(first, Choices)
            .Select(choice => LowestPort + (choice % Choices * PortsEach))
            .First(port => Offsets.All(offset => IsFree(port + offset)));
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
