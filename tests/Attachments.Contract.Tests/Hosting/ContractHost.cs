using System.Collections.Concurrent;

namespace Attachments.Contract.Hosting;

/// <summary>One kind of host: a shared one for tests that are kept apart by tenants and messages, and others for tests that need their own.</summary>
public abstract class ContractHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RunningHost>>> others = new(StringComparer.Ordinal);
    private RunningHost? shared;

    /// <summary>Gets the host that all tests share.</summary>
    public RunningHost Shared => shared ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>Gets why no host of this kind can be started; null where it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Starts a host of this kind with a folder and a database of its own.</summary>
    public async Task<RunningHost> StartAsync(params (string Name, string? Value)[] settings) =>
        await RunningHost.StartAsync(await CreateDatabaseAsync(), await CreateStorageAsync(), settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));

    /// <summary>Gets the host that all tests share that ask for these settings.</summary>
    public Task<RunningHost> ShareAsync(params (string Name, string? Value)[] settings) =>
        others.GetOrAdd(string.Join('\n', settings.Select(setting => $"{setting.Name}={setting.Value}")), _ => new(() => StartAsync(settings))).Value;

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
            shared = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (shared is not null)
            await shared.DisposeAsync();
        foreach (var other in others.Values.Where(other => other.Value.IsCompletedSuccessfully))
            await (await other.Value).DisposeAsync();
    }

    protected abstract Task<IHostDatabase> CreateDatabaseAsync();

    /// <summary>Makes a storage; null stands for a folder.</summary>
    protected virtual Task<IHostStorage?> CreateStorageAsync() => Task.FromResult<IHostStorage?>(null);
}
