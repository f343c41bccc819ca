using System.Text.Json;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>Runs one target in this process, and writes its figures down.</summary>
internal static class Worker
{
    public static int Run(FuzzTarget target, FuzzFolders folders, TimeSpan duration, int seed)
    {
        using var box = new BlackBox(folders.Current(target), target.MaxLength);
        var executor = new Executor(target);
        Watchdog.Watch(executor);

        var result = new FuzzLoop(target, folders, executor, seed).Run(duration, box.Note);

        Directory.CreateDirectory(folders.Results);
        var path = Path.Combine(folders.Results, $"{target.Name}-{Guid.CreateVersion7():N}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(result, FuzzJson.Default.FuzzResult));
        return result.Findings == 0 ? 0 : 1;
    }
}
