using System.Net;
using System.Net.Sockets;
using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.Fleet.Answers;

/// <summary>What a client of the run makes of a host that dies.</summary>
public sealed class FleetCallerTests : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly FleetHost host;
    private readonly FleetCaller caller;

    public FleetCallerTests()
    {
        listener.Start();
        host = new FleetHost(
            "host-1", ((IPEndPoint)listener.LocalEndpoint).Port, Directory.CreateTempSubdirectory("attachments-caller-").FullName, new Dictionary<string, string>());
        caller = new FleetCaller([host], new OutageLog(), "tenant-1", "user-1", first: 0);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_delete_that_a_host_received_before_it_died_is_in_doubt()
    {
        var deleting = caller.DeleteAsync("1");
        using (var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            _ = await connection.GetStream().ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
            listener.Stop();
        }

        Assert.Equal(Loss.Broken, (await deleting).Loss);
    }

    [Fact]
    public async Task A_delete_that_no_host_took_was_never_sent()
    {
        listener.Stop();

        Assert.Equal(Loss.Refused, (await caller.DeleteAsync("1")).Loss);
    }
}
