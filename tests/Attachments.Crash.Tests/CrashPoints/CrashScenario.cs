using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.CrashPoints;

/// <summary>A host with some attachments that dies at a point, and what must hold when it is started again.</summary>
internal sealed class CrashScenario : IAsyncDisposable
{
    /// <summary>A message with three attachments, two of which no other message has.</summary>
    public const string Message = "message";

    /// <summary>A message that shares one content with <see cref="Message"/>.</summary>
    public const string Neighbour = "neighbour";

    public static readonly byte[] Shared = Contents.Make(3);
    public static readonly byte[] First = Contents.Make(1);
    public static readonly byte[] Second = Contents.Make(4);

    private readonly Deployment deployment;

    private CrashScenario(Deployment deployment, HostProcess host)
    {
        this.deployment = deployment;
        Host = host;
    }

    public HostProcess Host { get; private set; }

    public Ledger Ledger { get; } = new();

    public Database Database => deployment.Database;

    public static async Task<CrashScenario> StartAsync(DatabaseEngine engine)
    {
        var deployment = await Deployment.CreateAsync(engine);
        try
        {
            var scenario = new CrashScenario(deployment, await deployment.StartAsync());
            await scenario.UploadAsync(Neighbour, Shared);
            await scenario.UploadAsync(Message, First);
            await scenario.UploadAsync(Message, Shared);
            await scenario.UploadAsync(Message, Second);
            return scenario;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public async Task UploadAsync(string message, byte[] content)
    {
        var answer = await Ledger.UploadAsync(Host.Client, message, content);
        Assert.True(answer.Status == 201, $"An upload answered {answer}\n{Host.Output}");
    }

    /// <summary>Does something that must bring the host to a point, at which it dies.</summary>
    public async Task DieAtAsync(string point, int on, Func<HostClient, Task> action)
    {
        await Host.Client.CrashAtAsync(point, on);
        await action(Host.Client);
        Assert.Equal(HostProcess.KilledExitCode, await Host.WaitForExitAsync());
    }

    public async Task KillAsync()
    {
        Host.Kill();
        await Host.WaitForExitAsync();
    }

    public async Task RestartAsync() => Host = await deployment.StartAsync();

    /// <summary>Restarts the host and looks at everything, before a sweep and after it.</summary>
    public async Task AssertWholeAfterRestartAsync()
    {
        await RestartAsync();

        await Audit.AssertNoRowWithoutBytesAsync(deployment);
        await AssertLedgerAsync();
        await Audit.AssertSweptCleanAsync(deployment, Host);
        await AssertLedgerAsync();
    }

    public ValueTask DisposeAsync() => deployment.DisposeAsync();

    private async Task AssertLedgerAsync()
    {
        await Ledger.CheckAsync(Host.Client);
        Assert.Empty(Ledger.Violations);
    }
}
