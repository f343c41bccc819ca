using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>Runs one target in a process of its own, and writes its figures down.</summary>
internal static class Worker
{
    /// <summary>Starts the process.</summary>
    /// <param name="program">The program with the instrumented libraries.</param>
    /// <param name="target">The target.</param>
    /// <param name="folders">Where inputs are and results go.</param>
    /// <param name="limits">When it ends.</param>
    /// <param name="seed">What the inputs are made from.</param>
    /// <returns>The process' exit code: 0 where it found nothing, 1 where it did, others where it died.</returns>
    public static async Task<int> RunProcessAsync(string program, FuzzTarget target, FuzzFolders folders, FuzzLimits limits, int seed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                program, "work", target.Name, Text(limits.Duration.TotalSeconds), Text(limits.Inputs ?? 0), Text(seed), folders.Corpus, folders.FindingsRoot, folders.Work,
            },
        };

        // What needs more than this for one input of 1 MiB at most does not bound its memory.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;

        static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
    }

    /// <summary>Is that process.</summary>
    public static int Run(FuzzTarget target, FuzzFolders folders, FuzzLimits limits, int seed)
    {
        using var box = new BlackBox(folders.Current(target), target.MaxLength);
        var executor = new Executor(target);
        Watchdog.Watch(executor);

        var result = new FuzzLoop(target, folders, executor, seed).Run(limits, box.Note);

        Directory.CreateDirectory(folders.Results);
        var path = Path.Combine(folders.Results, $"{target.Name}-{Guid.CreateVersion7():N}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(result, FuzzJson.Default.FuzzResult));
        return result.Findings == 0 ? 0 : 1;
    }
}
