using System.Diagnostics;
using Xunit;

namespace Attachments.Cli;

/// <summary>The command as a process of its own.</summary>
internal sealed class AttachmentsCommand : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private AttachmentsCommand(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync(Token);
        error = process.StandardError.ReadToEndAsync(Token);
    }

    public bool HasExited => process.HasExited;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static AttachmentsCommand Start(params string[] arguments) => Start([], arguments);

    public static AttachmentsCommand Start((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Attachments.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return new AttachmentsCommand(start);
    }

    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.WaitAsync();
    }

    public async Task<CommandResult> WaitAsync()
    {
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
        return new CommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends the process as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();

        process.Dispose();
    }
}
