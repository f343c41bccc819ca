using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Quota;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal.Api;

/// <summary>The requests of VirusTotal's API v3 that a scan needs. Every fault is a <see cref="ScannerUnavailableException"/>; every outcome is remembered for the health check.</summary>
internal sealed class VirusTotalApi(IHttpClientFactory clients, IOptions<VirusTotalOptions> options, RequestQuota quota, ApiHealth health, TimeProvider clock)
{
    public const string ClientName = "Attachments.Scanning.VirusTotal";

    // Reports have some 100 KiB; what is longer is none.
    private const int MaxAnswerLength = 16 * 1024 * 1024;

    private readonly string key = options.Value.ApiKey;
    private readonly Uri root = new(options.Value.Endpoint.AbsoluteUri.TrimEnd('/') + "/");

    public static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.MaxResponseContentBufferSize = MaxAnswerLength;
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Attachments.Scanning.VirusTotal", null));
    }

    /// <summary>Reads what is known of a file.</summary>
    /// <returns>Null where VirusTotal has never seen it.</returns>
    public async ValueTask<FileObject?> FindFileAsync(ContentDigest digest, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var request = Make(HttpMethod.Get, $"files/{digest}");
        var answer = await SendAsync(request, budget, cancellationToken).ConfigureAwait(false);

        if (IsUnknown(answer))
            return null;

        var file = Read(answer, ApiJson.Default.FileDocument, "report").Data;
        return file is { Type: "file", Attributes: not null } && string.Equals(file.Id, digest.ToString(), StringComparison.OrdinalIgnoreCase)
            ? file
            : throw Remember(ApiFault.NotUnderstood("report"));
    }

    /// <summary>Asks for a new analysis of a file that VirusTotal has.</summary>
    /// <returns>The analysis' id.</returns>
    public async ValueTask<string> ReanalyseAsync(ContentDigest digest, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var request = Make(HttpMethod.Post, $"files/{digest}/analyse");
        return ReadAnalysisId(await SendAsync(request, budget, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads how far an analysis is.</summary>
    /// <returns>Null where there is none of that id.</returns>
    public async ValueTask<AnalysisDocument?> FindAnalysisAsync(string id, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var request = Make(HttpMethod.Get, $"analyses/{Uri.EscapeDataString(id)}");
        var answer = await SendAsync(request, budget, cancellationToken).ConfigureAwait(false);

        if (IsUnknown(answer))
            return null;

        var analysis = Read(answer, ApiJson.Default.AnalysisDocument, "analysis");
        return analysis.Data is { Type: "analysis", Attributes: not null } ? analysis : throw Remember(ApiFault.NotUnderstood("analysis"));
    }

    /// <summary>Asks where one file of more than 32 MB may be sent to.</summary>
    public async ValueTask<Uri> CreateUploadAddressAsync(ScanBudget budget, CancellationToken cancellationToken)
    {
        using var request = Make(HttpMethod.Get, "files/upload_url");
        var answer = await SendAsync(request, budget, cancellationToken).ConfigureAwait(false);

        return UploadAddress.Read(Read(answer, ApiJson.Default.UploadAddressDocument, "upload address").Data, root)
            ?? throw Remember(ApiFault.NotUnderstood("upload address"));
    }

    /// <summary>Sends a file.</summary>
    /// <param name="content">The form with the file.</param>
    /// <param name="address">Where to; null for the ordinary address, which takes 32 MB.</param>
    /// <param name="budget">What the scan may spend.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The analysis' id, or null where the file is too large for VirusTotal.</returns>
    public async Task<string?> UploadAsync(HttpContent content, Uri? address, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var request = Make(HttpMethod.Post, "files");
        request.RequestUri = address ?? request.RequestUri;
        request.Content = content;

        // A refusal then comes before the bytes, not as a reset connection in their midst.
        request.Headers.ExpectContinue = true;
        if (address is not null && address.Host != root.Host)
            request.Headers.Remove("x-apikey");

        var answer = await SendAsync(request, budget, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.RequestEntityTooLarge ? null : ReadAnalysisId(answer);
    }

    // Only VirusTotal's own words mean "unknown": any web server answers 404 where the address is wrong.
    private bool IsUnknown(ApiAnswer answer)
    {
        if (answer is not { Status: HttpStatusCode.NotFound, Code: "NotFoundError" })
            return false;

        health.Succeeded();
        return true;
    }

    private HttpRequestMessage Make(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Headers.Add("x-apikey", key);
        return request;
    }

    private async ValueTask<ApiAnswer> SendAsync(HttpRequestMessage request, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var limited = budget.Start(cancellationToken);
        budget.Permits.Spend();
        try
        {
            using var response = await client.SendAsync(request, limited.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(limited.Token).ConfigureAwait(false);
            return Judge(response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Remember(ApiFault.TooSlow());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Remember(ApiFault.Unreachable(exception));
        }
    }

    private ApiAnswer Judge(HttpResponseMessage response, byte[] body)
    {
        var retryAfter = ApiFault.ReadRetryAfter(response.Headers.RetryAfter, clock);

        // 204 was version 2's word for a quota that is used up.
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.NoContent)
            throw Remember(ApiFault.QuotaUsedUp(quota.Pause(retryAfter)));

        quota.Resume();
        if (response.IsSuccessStatusCode)
            return new ApiAnswer(response.StatusCode, null, null, body);

        return new ApiAnswer(response.StatusCode, ApiFault.ReadCode(body), retryAfter, body);
    }

    private string ReadAnalysisId(ApiAnswer answer) =>
        Read(answer, ApiJson.Default.AnalysisDocument, "analysis").Data is { Type: "analysis", Id: { Length: > 0 and <= 1024 } id }
            ? id
            : throw Remember(ApiFault.NotUnderstood("analysis"));

    private T Read<T>(ApiAnswer answer, JsonTypeInfo<T> type, string what)
        where T : class
    {
        if (!answer.IsSuccess)
            throw Remember(answer.ToFault(options.Value.PollInterval));

        try
        {
            var document = JsonSerializer.Deserialize(answer.Body, type) ?? throw Remember(ApiFault.NotUnderstood(what));
            health.Succeeded();
            return document;
        }
        catch (JsonException)
        {
            throw Remember(ApiFault.NotUnderstood(what));
        }
    }

    private ScannerUnavailableException Remember(ScannerUnavailableException fault)
    {
        health.Failed(fault);
        return fault;
    }
}
