using System.Globalization;
using System.Net;
using System.Text.Json;
using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Fuzz.Targets;

/// <summary>VirusTotal's answer about a file: the status on the first line, <c>Retry-After</c> on the second, then the body.</summary>
internal sealed class VirusTotalTarget : FuzzTarget
{
    private const int MinimumEngines = 10;

    private static readonly ContentDigest Digest = new(Convert.FromHexString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    private static readonly ScanTarget File = new(new BlobKey(TenantId.Parse("t"), new BlobId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")))) { Digest = Digest, Length = 100, IsStored = true };

    private readonly IBlobScanner scanner;
    private readonly Answering answering = new();
    private readonly LeapingClock clock = new();

    public VirusTotalTarget()
        : base("virustotal")
    {
        var services = new ServiceCollection().AddLogging();
        services.AddAttachments().AddVirusTotal(static options =>
        {
            options.ApiKey = "key";
            options.Endpoint = new Uri("http://127.0.0.1:9/api/v3/");
            options.RequestsPerMinute = 0;
            options.MaxReportAge = null;
            options.MinimumEngines = MinimumEngines;
        });
        services.AddSingleton<IHttpClientFactory>(answering);
        services.AddSingleton<TimeProvider>(clock);
        scanner = services.BuildServiceProvider().GetServices<IBlobScanner>().Single();
    }

    public override string Description => "VirusTotal's answers";

    public override IReadOnlyList<string> Dictionary =>
    [
        "200\n\n", "404\n\n", "429\n60\n", "{\"data\":{\"type\":\"file\",\"id\":\"", Digest.ToString(), "\"attributes\":{", "\"last_analysis_stats\":{", "\"malicious\":", "\"suspicious\":", "\"undetected\":", "\"harmless\":", "\"last_analysis_results\":{",
        "\"category\":\"malicious\"", "\"result\":", "\"last_analysis_date\":", "\"last_submission_date\":", "\"popular_threat_classification\":{\"suggested_threat_label\":", "{\"error\":{\"code\":\"NotFoundError\"}}",
        "null", "-1", "2147483648", "1e9", "0.5", "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\uD800",
    ];

    public override long MemoryLimit(int length) => (64 * 1024 * 1024) + (200L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var rest = input;
        var status = int.TryParse(InputText.TakeLine(ref rest), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 999 ? code : 200;
        answering.Status = (HttpStatusCode)status;
        answering.RetryAfter = InputText.Decode(InputText.TakeLine(ref rest));
        answering.Body = rest.ToArray();

        // A quota that one answer called used up would keep the next input from being read.
        clock.Leap();
        if (Scan() is not { } report)
            return;

        Violation.Unless(report.Detail is null || (report.Detail.Length <= 300 && !report.Detail.Any(char.IsControl)), "what others wrote is cut and shown without control characters");
        if (report.Verdict == ScanVerdict.Clean)
            CheckClean(answering.Body);

        if (report.Verdict == ScanVerdict.Infected)
            Violation.Unless(status is >= 200 and < 300 && Count(Stats(answering.Body), "malicious") >= 2, "only what two engines call malicious is infected");
    }

    private ScanReport? Scan()
    {
        try
        {
            var begun = scanner.BeginAsync(File, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Violation.Unless(!begun.WantsContent, "no bytes leave the host where uploads are off");
            var report = begun.CompleteAsync(Digest, 100, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            begun.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return report;
        }
        catch (ScannerUnavailableException exception)
        {
            Violation.Unless(exception.RetryAfter is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(1)), "a pause has an end");
            return null;
        }
    }

    private static void CheckClean(byte[] body)
    {
        var stats = Stats(body);
        Violation.UnlessEqual(0, Count(stats, "malicious"));
        Violation.UnlessEqual(0, Count(stats, "suspicious"));
        Violation.Unless(Count(stats, "undetected") + Count(stats, "harmless") >= MinimumEngines, "clean is what enough engines looked at");
        using var document = JsonDocument.Parse(body);
        Violation.Unless(document.RootElement.GetProperty("data").GetProperty("id").GetString()!.Equals(Digest.ToString(), StringComparison.OrdinalIgnoreCase), "the report is about these bytes");
    }

    private static JsonElement Stats(byte[] body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("attributes").GetProperty("last_analysis_stats");

    private static int Count(JsonElement stats, string name) => stats.GetProperty(name).GetInt32();

    private sealed class Answering : HttpMessageHandler, IHttpClientFactory
    {
        public HttpStatusCode Status { get; set; }

        public string RetryAfter { get; set; } = "";

        public byte[] Body { get; set; } = [];

        public HttpClient CreateClient(string name)
        {
            var client = new HttpClient(this, disposeHandler: false);
            VirusTotalApi.Configure(client);
            return client;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Body), RequestMessage = request };
            response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
            return Task.FromResult(response);
        }
    }
    private sealed class LeapingClock : TimeProvider
    {
        private long ticks;

        public override long GetTimestamp() => ticks;

        public void Leap() => ticks += TimestampFrequency * 60 * 60 * 48;
    }
}
