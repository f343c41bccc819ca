using System.Globalization;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>How much memory 64 uploads in flight take over what an idle server has, in fresh processes.</summary>
internal sealed class PeakBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int MiB = 1024 * 1024;
    private const int Uploads = 64;
    private const int Rounds = 3;

    private readonly UploadBody body = new(25 * MiB);

    public async Task RunAsync()
    {
        if (!settings.Includes("peak"))
            return;

        Console.WriteLine($"| {Uploads} × 25 MiB in flight, fresh process | idle RSS MiB | peak RSS MiB | growth MiB |");
        Console.WriteLine("|---|---|---|---|");
        var growth = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureAsync("bound", [], new RawUploadExchange(new UploadBody(1024)), new RawUploadExchange(body));
            growth.Add(await MeasureAsync("product", settings.IsTuned ? ["--tuned"] : [], new ProductUploadExchange(new UploadBody(1024)), new ProductUploadExchange(body)));
        }

        Console.WriteLine();
        scores.Add(Goals.Peak(settings.IsTuned), Statistics.Median(growth));
    }

    private async Task<double> MeasureAsync(string name, string[] options, IExchange small, IExchange large)
    {
        await using var server = await MeasuredServer.StartAsync(settings.ServerProcessors, name, data: null, options);

        // Idle, but not cold: what every request needs is compiled and allocated.
        using (var warmUp = new LoadRound(server.Endpoint, small, 8))
        {
            warmUp.Run(500);
            warmUp.CleanUp();
        }

        var idle = server.Resident;
        using var load = new LoadRound(server.Endpoint, large, Uploads);
        load.Run(settings.Requests(2 * Uploads));
        load.CleanUp();
        var peak = server.PeakResident;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {idle / MiB} | {peak / MiB} | {(peak - idle) / MiB} |"));
        return (double)(peak - idle) / MiB;
    }
}
