using System.Globalization;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>Uploads against the bound (drain, hash, write, rename) and against an endpoint as teams write it.</summary>
internal sealed class UploadBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    public async Task RunAsync()
    {
        await using var bound = await StartAsync("bound");
        await using var product = await StartProductAsync();
        if (settings.Includes("upload-25m-x1"))
            await CompareWithHandWrittenAsync(bound, product);

        if (settings.Includes("upload-1g"))
            Compare("1 GiB, one at a time", Goals.Upload1G(settings.IsTuned), bound, product, 1024L * MiB, connections: 1, requests: 1);

        if (settings.Includes("upload-16k"))
            CompareSmall(bound, product);

        if (settings.Includes("upload-duplicate"))
            CompareDuplicate(product);

        if (settings.Includes("upload-fsync"))
            await CompareFlushingAsync(bound);

        if (settings.Includes("upload-allocated"))
            MeasureAllocations(product);
    }

    private async Task CompareWithHandWrittenAsync(MeasuredServer bound, MeasuredServer product)
    {
        // What is slower against the bound is slower against that, too.
        await using var formFile = settings.IsShort ? null : await StartAsync("iformfile");
        foreach (var (connections, requests) in ((int, int)[])[(1, 16), (16, 48)])
        {
            var body = new UploadBody(25 * MiB);
            var baseline = new Contender("bound", bound, new RawUploadExchange(body), connections);
            var ours = new Contender("product", product, new ProductUploadExchange(body), connections);
            var handWritten = formFile is null ? null : new Contender("IFormFile + EF Core", formFile, new FormUploadExchange(body), connections);
            using var comparison = new Comparison($"upload of 25 MiB × {connections}", settings, handWritten is null ? [baseline, ours] : [baseline, ours, handWritten]);
            comparison.Run(requests, body.Length);

            scores.AddSpeed(Goals.Upload25M(connections, settings.IsTuned), ours, baseline);
            if (handWritten is not null)
                scores.AddSpeed(Goals.UploadFormFile(connections), ours, handWritten);
        }
    }

    private void CompareSmall(MeasuredServer bound, MeasuredServer product)
    {
        var body = new UploadBody(16 * KiB);
        var baseline = new Contender("bound without database", bound, new RawUploadExchange(body), 8);
        var ours = new Contender("product", product, new ProductUploadExchange(body), 8);
        using var comparison = new Comparison("upload of 16 KiB × 8", settings, baseline, ours);
        comparison.Run(1500, body.Length);

        scores.AddSpeed(Goals.Upload16K, ours, baseline);
        scores.Add(Goals.Upload16KTail, ours.Ratio(baseline, static round => round.P99));
    }

    private void CompareDuplicate(MeasuredServer product)
    {
        const long Seed = 1;
        var body = new UploadBody(25 * MiB);
        using (var connection = new RawConnection(product.Endpoint))
            new ProductUploadExchange(body).Upload(connection, body.PageOf(Seed));

        var fresh = new Contender("new content", product, new ProductUploadExchange(body), 1);
        var duplicate = new Contender("content that the tenant has", product, new ProductUploadExchange(body, Seed), 1);
        using var comparison = new Comparison("upload of 25 MiB to the product", settings, fresh, duplicate);
        comparison.Run(16, body.Length);
        scores.AddSpeed(Goals.UploadDuplicate, duplicate, fresh);
    }

    private async Task CompareFlushingAsync(MeasuredServer bound)
    {
        await using var product = await StartProductAsync("--fsync");
        Compare("25 MiB × 1, product with fsync", Goals.UploadFlushed(1), bound, product, 25 * MiB, connections: 1, requests: 16);
        Compare("25 MiB × 8, product with fsync", Goals.UploadFlushed(8), bound, product, 25 * MiB, connections: 8, requests: 32);
    }

    private void Compare(string title, Goal goal, MeasuredServer bound, MeasuredServer product, long length, int connections, int requests)
    {
        var body = new UploadBody(length);
        var baseline = new Contender("bound", bound, new RawUploadExchange(body), connections);
        var ours = new Contender("product", product, new ProductUploadExchange(body), connections);
        using var comparison = new Comparison($"upload of {title}", settings, baseline, ours);
        comparison.Run(requests, length);
        scores.AddSpeed(goal, ours, baseline);
    }

    // A stream of uploads on one connection, without the pauses of compared rounds: Kestrel gives idle blocks back and allocates them anew.
    private void MeasureAllocations(MeasuredServer product)
    {
        var most = 0d;
        Console.WriteLine("| one upload after the other | KiB allocated/request |");
        Console.WriteLine("|---|---|");
        foreach (var (length, requests) in ((int, int)[])[(KiB, 1000), (16 * KiB, 1000), (MiB, 200), (25 * MiB, 40)])
        {
            using var load = new LoadRound(product.Endpoint, new ProductUploadExchange(new UploadBody(length)), connections: 1);
            load.Run(requests);
            var before = product.Measure();
            load.Run(requests);
            var allocated = (double)(product.Measure().Allocated - before.Allocated) / requests / KiB;
            load.CleanUp();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {length / KiB:N0} KiB | {allocated:F1} |"));
            most = Math.Max(most, allocated);
        }

        Console.WriteLine();
        scores.Add(Goals.UploadAllocated, most);
    }

    private Task<MeasuredServer> StartProductAsync(params string[] options) =>
        StartAsync("product", settings.IsTuned ? [.. options, "--tuned"] : options);

    private Task<MeasuredServer> StartAsync(string name, params string[] options) => MeasuredServer.StartAsync(settings.ServerProcessors, name, data: null, options);
}
