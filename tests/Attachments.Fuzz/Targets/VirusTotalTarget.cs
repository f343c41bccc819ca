using System.Text.Json;
using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Fuzz.Targets;

/// <summary>
/// VirusTotal's answer about a file: the status on the first line, <c>Retry-After</c> on the second, then the body. Behind the line <c>upload</c>, all answers
/// to a scan that may send the file, and behind <c>upload large</c> to one that must ask where to.
/// </summary>
internal sealed class VirusTotalTarget : FuzzTarget
{
    private const int MinimumEngines = 10;
    private const int Length = 100;
    private const int LargeLength = 40_000_000;

    private static readonly ContentDigest Digest = new(Convert.FromHexString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    private static readonly ScanTarget File = new(new BlobKey(TenantId.Parse("t"), new BlobId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")))) { Digest = Digest, Length = Length, IsStored = true };

    private readonly VirusTotalAnswers answers = new();
    private readonly LeapingClock clock = new();
    private readonly IBlobScanner asking;
    private readonly IBlobScanner sending;

    public VirusTotalTarget()
        : base("virustotal")
    {
        asking = Make(mayUpload: false);
        sending = Make(mayUpload: true);
    }

    public override string Description => "VirusTotal's answers to questions and to uploads";

    public override IReadOnlyList<string> Dictionary =>
    [
        "200\n\n", "404\n\n", "429\n60\n", "{\"data\":{\"type\":\"file\",\"id\":\"", Digest.ToString(), "\"attributes\":{", "\"last_analysis_stats\":{", "\"malicious\":", "\"suspicious\":", "\"undetected\":", "\"harmless\":", "\"last_analysis_results\":{",
        "\"category\":\"malicious\"", "\"result\":", "\"last_analysis_date\":", "\"last_submission_date\":", "\"popular_threat_classification\":{\"suggested_threat_label\":", "{\"error\":{\"code\":\"NotFoundError\"}}",
        "upload\n", "upload large\n", "\x1E", "{\"data\":{\"type\":\"analysis\",\"id\":\"", "\"status\":\"completed\"", "\"stats\":{", "\"meta\":{\"file_info\":{\"sha256\":\"", "{\"data\":\"https://www.virustotal.com/x\"}",
        "null", "-1", "2147483648", "1e9", "0.5", "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\uD800",
    ];

    public override long MemoryLimit(int length) => (64 * 1024 * 1024) + (200L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        // A quota that one answer called used up, or an analysis that it began, would keep the next input from being read.
        clock.Leap(TimeSpan.FromHours(48));

        var rest = input;
        var first = InputText.TakeLine(ref rest);
        if (first.StartsWith("upload"u8))
        {
            answers.SetAll(rest);
            Check(Scan(sending, first.EndsWith("large"u8) ? File with { Length = LargeLength } : File));
            return;
        }

        answers.Set(input);
        Check(Scan(asking, File));
    }

    private ScanReport? Scan(IBlobScanner scanner, ScanTarget file)
    {
        try
        {
            return ScanAsync(scanner, file).GetAwaiter().GetResult();
        }
        catch (ScannerUnavailableException exception)
        {
            Violation.Unless(exception.RetryAfter is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(1)), "a pause has an end");
            return null;
        }
    }

    private async Task<ScanReport> ScanAsync(IBlobScanner scanner, ScanTarget file)
    {
        await using var begun = await scanner.BeginAsync(file, CancellationToken.None);
        Violation.Unless(scanner == sending || !begun.WantsContent, "no bytes leave the host where uploads are off");
        if (begun.WantsContent)
            await begun.WriteAsync(new byte[Length], CancellationToken.None);

        // Of a large file no more is sent: only where it may be sent to is asked.
        return await begun.CompleteAsync(Digest, Length, CancellationToken.None);
    }

    private void Check(ScanReport? report)
    {
        if (report is null)
            return;

        Violation.Unless(report.Detail is null || (report.Detail.Length <= 300 && !report.Detail.Any(char.IsControl)), "what others wrote is cut and shown without control characters");
        if (report.Verdict == ScanVerdict.Clean)
            CheckClean(answers.Last.Body);

        if (report.Verdict == ScanVerdict.Infected)
            Violation.Unless(answers.Last.Status is >= 200 and < 300 && Count(Stats(answers.Last.Body), "malicious") >= 2, "only what two engines call malicious is infected");
    }

    private static void CheckClean(byte[] body)
    {
        var stats = Stats(body);
        Violation.UnlessEqual(0, Count(stats, "malicious"));
        Violation.UnlessEqual(0, Count(stats, "suspicious"));
        Violation.Unless(Count(stats, "undetected") + Count(stats, "harmless") >= MinimumEngines, "clean is what enough engines looked at");
        Violation.Unless(DigestOf(body).Equals(Digest.ToString(), StringComparison.OrdinalIgnoreCase), "the report is about these bytes");
    }

    // A file's report is named by its digest, an analysis tells it.
    private static string DigestOf(byte[] body)
    {
        var root = JsonDocument.Parse(body).RootElement;
        return root.TryGetProperty("meta", out var meta) && IsAnalysis(root)
            ? meta.GetProperty("file_info").GetProperty("sha256").GetString()!
            : root.GetProperty("data").GetProperty("id").GetString()!;
    }

    private static JsonElement Stats(byte[] body)
    {
        var root = JsonDocument.Parse(body).RootElement;
        return root.GetProperty("data").GetProperty("attributes").GetProperty(IsAnalysis(root) ? "stats" : "last_analysis_stats");
    }

    private static bool IsAnalysis(JsonElement root) => !root.GetProperty("data").GetProperty("attributes").TryGetProperty("last_analysis_stats", out _);

    private static int Count(JsonElement stats, string name) => stats.GetProperty(name).GetInt32();

    private IBlobScanner Make(bool mayUpload)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddAttachments().AddVirusTotal(options =>
        {
            options.ApiKey = "key";
            options.Endpoint = new Uri("http://127.0.0.1:9/api/v3/");
            options.RequestsPerMinute = 0;
            options.MaxReportAge = null;
            options.MinimumEngines = MinimumEngines;
            options.UploadUnknownFiles = mayUpload;
        });
        services.AddSingleton<IHttpClientFactory>(answers);
        services.AddSingleton<TimeProvider>(clock);
        return services.BuildServiceProvider().GetServices<IBlobScanner>().Single();
    }
}
