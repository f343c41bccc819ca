using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>What it costs an upload that its bytes are looked at: the same files to a host with all inspection there is, and to one that looks at none.</summary>
internal sealed class InspectionBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int Length = 25 * 1024 * 1024;

    public async Task RunAsync()
    {
        await using var looking = await MeasuredServer.StartAsync(settings.ServerProcessors, "product", data: null, settings.IsTuned ? ["--tuned", "--all-inspection"] : ["--all-inspection"]);
        await using var blind = await MeasuredServer.StartAsync(settings.ServerProcessors, "product", data: null, settings.IsTuned ? ["--tuned", "--no-inspection"] : ["--no-inspection"]);

        scores.Add(Goals.InspectionPdf, Compare("a 25 MiB PDF", looking, blind, new UploadBody(Length)));
        scores.Add(Goals.InspectionZip, Compare("a 25 MiB ZIP of 500 compressed documents", looking, blind, ZipFiles.Make(Length, entries: 500, isText: false)));

        // No bound: text is what takes a decompressor longest, and nobody knows how much of it an archive holds.
        Compare("a 25 MiB ZIP of 500 texts", looking, blind, ZipFiles.Make(Length, entries: 500, isText: true));
    }

    private double Compare(string title, MeasuredServer looking, MeasuredServer blind, UploadBody body)
    {
        var without = new Contender("no inspection", blind, new ProductUploadExchange(body), 1);
        var with = new Contender("all inspection", looking, new ProductUploadExchange(body), 1);
        using var comparison = new Comparison($"upload of {title}", settings, without, with);
        comparison.Run(16, body.Length);
        return with.Ratio(without, static round => 1 / round.PerSecond);
    }
}
