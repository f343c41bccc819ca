using Attachments.LoadTests.Fleet;
using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Checks;
using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Load;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.Fleet.StoreFaults;

/// <summary>One host on a radosgw that tests may stop, kill and freeze.</summary>
public sealed class StoreFaultFixture : IAsyncLifetime
{
    /// <summary>
    /// The longest that any answer may take with the settings below: two tries of 2 seconds each and the SDK's back-off of up to 2 between them, 2 seconds to ask
    /// whether the bytes are there after all, 2 to discard what was staged, and twice as much again for a busy machine. What has no bound takes minutes.
    /// </summary>
    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // Longer than any upload here is held up.
    private static readonly FleetSettings Settings = new() { Scans = false, Grace = TimeSpan.FromSeconds(8) };

    private readonly ServicesFixture services = new();
    private readonly OutageLog clock = new();
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-store-faults-").FullName;
    private FleetHost? host;
    private StoreOracle? store;

    internal FleetHost Host => host!;

    internal StoreOracle Store => store!;

    internal FleetServices Services => services.Services;

    internal FleetCaller Caller => new([Host], clock, "tenant-1", "user-1", first: 0);

    public async ValueTask InitializeAsync()
    {
        await services.InitializeAsync();
        if (!services.IsStarted)
            return;

        store = new StoreOracle(services.Services.S3);
        var environment = HostEnvironment.Make(Settings, services.Services);
        environment["Attachments__Jobs__Kind"] = "InProcess";
        environment["Attachments__Sweeping__Interval"] = "00:00:01";
        environment["Attachments__Storage__S3__AbortTimeout"] = "00:00:02";
        environment["Attachments__Storage__S3__PublishTimeout"] = "00:00:05";
        environment["Attachments__Storage__S3__BreakFor"] = "00:00:01";
        host = new FleetHost("host-1", services.FirstPort + 300, directory, environment);
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();

        store?.Dispose();
        await services.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Skips the test where there is no radosgw on the machine.</summary>
    internal void SkipWhereThereIsNone() => _ = services.Services;

    /// <summary>Does it. What is returned undoes it, also where the test fails in between: the next test needs the service.</summary>
    internal async Task<Outage> BeginAsync(StoreFault fault)
    {
        var outage = new Outage(this, fault);
        try
        {
            await outage.BeginAsync();
            return outage;
        }
        catch
        {
            await outage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the host has swept, and fails where rows and objects differ or a multipart upload is left.</summary>
    internal async Task AssertSweptCleanAsync()
    {
        var violations = new Violations(TextWriter.Null);
        var database = new DatabaseOracle(services.Services.PostgreSql);
        await new Settlement(Settings, database, Store, violations).WaitAsync();
        await RowsAndObjectsCheck.RunAsync(Settings, database, Store, violations);
        Assert.Empty(violations.All);
    }
}
