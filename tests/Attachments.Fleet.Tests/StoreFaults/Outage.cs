using Attachments.LoadTests.Fleet.Services;

namespace Attachments.Fleet.StoreFaults;

/// <summary>A fault that lasts until it is ended or disposed.</summary>
internal sealed class Outage(StoreFaultFixture fixture, StoreFault fault) : IAsyncDisposable
{
    private bool hasEnded;

    public async Task BeginAsync()
    {
        switch (fault)
        {
            case StoreFault.Stopped:
                await fixture.Services.TerminateAsync(FleetService.RadosGateway);
                break;
            case StoreFault.Killed:
                await fixture.Services.KillAsync(FleetService.RadosGateway);
                break;
            case StoreFault.Frozen:
                fixture.Services.Freeze(FleetService.RadosGateway);
                break;
            default:
                await fixture.Services.KillAsync(FleetService.RadosGateway);
                await fixture.Services.StartWhatIsDownAsync();
                break;
        }
    }

    /// <summary>Undoes it, and waits until the host can work again.</summary>
    public async Task EndAsync()
    {
        hasEnded = true;
        if (fault == StoreFault.Frozen)
            fixture.Services.Thaw(FleetService.RadosGateway);

        await fixture.Services.StartWhatIsDownAsync();
        await fixture.Host.WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!hasEnded)
            await EndAsync();
    }
}
