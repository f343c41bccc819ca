using Attachments.LoadTests.Speed.Growth;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>Runs comparisons and prints their tables. <c>eng/bench.sh</c> starts it on processors of its own.</summary>
internal static class SpeedCommand
{
    public static async Task<int> RunAsync(string command, IReadOnlyList<string> arguments)
    {
        try
        {
            var settings = new SpeedSettings(arguments);
            var first = await MeasureAsync(command, settings);
            if (!settings.IsShort || first.FindGrossRegressions() is not { Count: > 0 } suspects)
                return 0;

            // A few rounds on a busy machine say little: only what shows twice is believed.
            Console.WriteLine("Once more.");
            Console.WriteLine();
            var second = await MeasureAsync(command, settings);
            return second.FindGrossRegressions().Intersect(suspects).Any() ? 1 : 0;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static async Task<Scoreboard> MeasureAsync(string command, SpeedSettings settings)
    {
        var scores = new Scoreboard(settings);
        foreach (var run in Choose(command, settings, scores))
            await run();

        scores.Finish();
        return scores;
    }

    private static IEnumerable<Func<Task>> Choose(string command, SpeedSettings settings, Scoreboard scores) => command switch
    {
        "upload" => [new UploadBenchmark(settings, scores).RunAsync],
        "download" => [new DownloadBenchmark(settings, scores).RunAsync],
        "metadata" => [new MetadataBenchmark(settings, scores).RunAsync],
        "growth" => [new GrowthBenchmark(settings, scores).RunAsync],
        "sweep-backlog" => [new SweepBenchmark(settings, scores).RunAsync],
        "inspection" => [new InspectionBenchmark(settings, scores).RunAsync],
        "peak" => [new PeakBenchmark(settings, scores).RunAsync],
        _ =>
        [
            new UploadBenchmark(settings, scores).RunAsync, new DownloadBenchmark(settings, scores).RunAsync,
            new MetadataBenchmark(settings, scores).RunAsync, new PeakBenchmark(settings, scores).RunAsync,
        ],
    };
}
