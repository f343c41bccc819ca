using Xunit;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>One host for all tests of a class. They keep apart by their tenants: see <see cref="NewTenant"/>.</summary>
public abstract class SampleHostFixture : IAsyncLifetime
{
    private readonly TempDirectory directory = new();
    private SampleHostProcess? host;

    /// <summary>Gets the host. Skips the test where what it needs is not there.</summary>
    public SampleHostProcess Host
    {
        get
        {
            Assert.SkipWhen(host is null, PostgreSqlDatabase.WhySkipped);
            return host;
        }
    }

    /// <summary>Names a tenant that no other test uses.</summary>
    public static string NewTenant() => $"tenant-{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (await ConfigureAsync(new SampleHostSettings(directory.Path)) is { } settings)
            host = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();

        directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Completes the host's settings; null where the host cannot run here.</summary>
    protected abstract ValueTask<SampleHostSettings?> ConfigureAsync(SampleHostSettings settings);
}
