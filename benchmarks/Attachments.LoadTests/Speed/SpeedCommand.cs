using Attachments.LoadTests.Speed.Growth;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>Runs comparisons and prints their tables. <c>eng/bench.sh</c> starts it on processors of its own.</summary>
internal static class SpeedCommand
{
    public static async Task<int> RunAsync(string command, IReadOnlyList<string> arguments)
    {
        var settings = new SpeedSettings(arguments);
        var scores = new Scoreboard(settings);
        foreach (var run in Choose(command, settings, scores))
            await run();

        return scores.Finish();
    }

    private static IEnumerable<Func<Task>> Choose(string command, SpeedSettings settings, Scoreboard scores) => command switch
    {
        "upload" => [new UploadBenchmark(settings, scores).RunAsync],
        "download" => [new DownloadBenchmark(settings, scores).RunAsync],
        "metadata" => [new MetadataBenchmark(settings, scores).RunAsync],
        "growth" => [new GrowthBenchmark(settings, scores).RunAsync],
        "sweep-backlog" => [new SweepBenchmark(settings, scores).RunAsync],
        "peak" => [new PeakBenchmark(settings, scores).RunAsync],
        _ =>
        [
            new UploadBenchmark(settings, scores).RunAsync, new DownloadBenchmark(settings, scores).RunAsync,
            new MetadataBenchmark(settings, scores).RunAsync, new PeakBenchmark(settings, scores).RunAsync,
        ],
    };
}
