using System.Globalization;
using System.Security.Cryptography;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed;

/// <summary>Downloads, with caller, look-up and access, against a bare <c>Results.File</c> that has none of these.</summary>
internal sealed class DownloadBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    public async Task RunAsync()
    {
        if (settings.Includes("download-25m-x4"))
            await CompareAsync("download of 25 MiB × 4", Goals.Download25M, files: 4, 25 * MiB, connections: 4, requests: 48);

        if (settings.Includes("download-range"))
            await CompareAsync("range of 1 MiB × 4", Goals.Range1M, files: 4, 25 * MiB, connections: 4, requests: 800, rangeLength: MiB);

        if (settings.Includes("download-1k-x8"))
            await CompareAsync("download of 1 KiB × 8", Goals.Download1K, files: 100, KiB, connections: 8, requests: 8000);
    }

    private async Task CompareAsync(string title, Goal goal, int files, int length, int connections, int requests, int? rangeLength = null)
    {
        await using var bare = await MeasuredServer.StartAsync(settings.ServerProcessors, "results-file", data: null);
        await using var product = await MeasuredServer.StartAsync(settings.ServerProcessors, "product", data: null, settings.IsTuned ? ["--tuned"] : []);
        var body = new UploadBody(length);
        var (pages, addresses) = Store(bare, product, body, files);
        Check(product, bare, body, pages, addresses);

        var range = rangeLength is { } count ? string.Create(CultureInfo.InvariantCulture, $"Range: bytes=5000001-{5000000 + count}\r\n") : "";
        var (status, expected) = rangeLength is null ? (200, length) : (206, rangeLength.Value);
        var baseline = new Contender("Results.File", bare, new DownloadExchange([.. addresses.Select((_, number) => BareRequest(number, range))], status, expected), connections);
        var ours = new Contender("product", product, new DownloadExchange([.. addresses.Select(address => Requests.Get(address, range))], status, expected), connections);
        using var comparison = new Comparison(title, settings, baseline, ours);
        comparison.Run(requests, expected);
        scores.AddSpeed(goal, ours, baseline);
    }

    private static byte[] BareRequest(int number, string range) => Requests.Get(string.Create(CultureInfo.InvariantCulture, $"/files/{number}"), range);

    // The same files on both sides.
    private static (List<byte[]> Pages, List<string> Addresses) Store(MeasuredServer bare, MeasuredServer product, UploadBody body, int files)
    {
        var directory = Directory.CreateDirectory(Path.Combine(bare.Data, "files")).FullName;
        var pages = new List<byte[]>();
        var addresses = new List<string>();
        var upload = new ProductUploadExchange(body);
        using var connection = new RawConnection(product.Endpoint);
        for (var i = 0; i < files; i++)
        {
            pages.Add(body.NewPage());
            addresses.Add(upload.Upload(connection, pages[i]).Replace("/metadata", "/download", StringComparison.Ordinal));
            using var file = File.Create(Path.Combine(directory, ResultsFileServer.FileName(i)));
            body.WriteTo(file, pages[i]);
        }

        return (pages, addresses);
    }

    private static void Check(MeasuredServer product, MeasuredServer bare, UploadBody body, List<byte[]> pages, List<string> addresses)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            var expected = body.Digest(pages[i]);
            if (Download(product, Requests.Get(addresses[i])) != expected || Download(bare, BareRequest(i, "")) != expected)
                throw new InvalidOperationException("A download is not what was uploaded.");
        }
    }

    private static string Download(MeasuredServer server, byte[] request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var connection = new RawConnection(server.Endpoint) { Observer = hash };
        connection.Send(request);
        connection.Receive();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
