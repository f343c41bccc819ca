using System.Runtime.InteropServices;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.LoadTests.Fleet;

/// <summary><c>fleet</c>: runs, prints the report, and answers 1 where anything was seen that may not be.</summary>
internal static class FleetCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (FleetSettings.Parse(arguments) is not { } settings)
        {
            await Console.Error.WriteLineAsync("usage: fleet [--minutes 20] [--hosts 2] [--clients 8] [--jobs redis|postgresql] [--scan on|off] [--seed N] [--services DIR] [--first-port 21000]");
            return 2;
        }

        await using var services = await FleetServices.StartAsync(settings.ServicesDirectory, settings.FirstPort);
        await using var run = new FleetRun(settings, services);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => run.KillHosts());
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => run.KillHosts());
        var report = await run.RunAsync();
        report.Print(Console.Out);
        if (report.Violations.Count > 0)
            await Console.Error.WriteLineAsync($"The hosts' logs and the journal are in {run.LogDirectory}.");

        return report.Violations.Count == 0 ? 0 : 1;
    }
}
