using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Hosts;

namespace Attachments.LoadTests.Fleet.Load;

/// <summary>Speaks for one user, to the next host with every request.</summary>
internal sealed class FleetCaller(IReadOnlyList<FleetHost> hosts, OutageLog clock, string tenant, string user, int first)
{
    /// <summary>The longest that any answer may take, its body included, whatever is away.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private const string Account = "/api/accounts/acc-1/messages";
    private const int BufferSize = 128 * 1024;

    private int turn = first;

    public string Tenant => tenant;

    /// <summary>The same user, at one host.</summary>
    public FleetCaller At(FleetHost host) => new([host], clock, tenant, user, first: 0);

    public Task<FleetAnswer> CreateMessageAsync() =>
        SendAsync(HttpMethod.Post, Account, () => JsonContent.Create(new { to = "a@example.com", subject = "fleet" }), CancellationToken.None);

    public Task<FleetAnswer> DeleteMessageAsync(string message) => SendAsync(HttpMethod.Delete, $"{Account}/{message}", NoBytes, CancellationToken.None);

    public Task<FleetAnswer> SendMessageAsync(string message) =>
        SendAsync(HttpMethod.Post, "/api/compose/send", () => JsonContent.Create(new { messageId = message }), CancellationToken.None);

    public Task<FleetAnswer> UploadAsync(string message, FleetContent content, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"/api/v1/messages/{message}/attachments", () => FormOf(content), cancellationToken);

    /// <summary>Uploads what a content of the caller's own gives, once: it cannot be sent to a second host.</summary>
    public Task<FleetAnswer> UploadAsync(string message, HttpContent file) =>
        SendAsync(HttpMethod.Post, $"/api/v1/messages/{message}/attachments", () => FormOf(file), CancellationToken.None);

    public Task<FleetAnswer> ListAsync(string message) => SendAsync(HttpMethod.Get, $"/api/v1/messages/{message}/attachments?limit=100", null, CancellationToken.None);

    public Task<FleetAnswer> DeleteAsync(string attachment) => SendAsync(HttpMethod.Delete, $"/api/v1/attachments/{attachment}", NoBytes, CancellationToken.None);

    public Task<FleetAnswer> GetMetadataAsync(string attachment) => SendAsync(HttpMethod.Get, $"/api/v1/attachments/{attachment}/metadata", null, CancellationToken.None);

    /// <summary>Downloads and compares with what was uploaded: all of it, or a range.</summary>
    public Task<FleetAnswer> DownloadAsync(string attachment, FleetContent content, RangeItemHeaderValue? range) =>
        SendAsync(HttpMethod.Get, $"/api/v1/attachments/{attachment}/download", null, CancellationToken.None, new ExpectedBody(content, range));

    // A request without a body is sent again by the handler itself where the connection ends before the answer; a delete that a killed host has carried out
    // would then look like one that was never sent.
    private static ByteArrayContent NoBytes() => new([]);

    private static MultipartFormDataContent FormOf(FleetContent content)
    {
        var file = new StreamContent(content.Bytes.Open(), BufferSize);
        file.Headers.ContentLength = content.Length;
        return FormOf(file);
    }

    private static MultipartFormDataContent FormOf(HttpContent file)
    {
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return new MultipartFormDataContent { { file, "file", "fleet.txt" } };
    }

    // Like a balancer: a host that takes no connection is passed over, for nothing was sent to it.
    private async Task<FleetAnswer> SendAsync(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken, ExpectedBody? expected = null)
    {
        FleetAnswer answer;
        var next = (uint)Interlocked.Increment(ref turn);
        var tries = 0;
        do
        {
            var host = hosts[(int)((next + tries) % hosts.Count)];
            using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
            request.Headers.Add("X-Tenant-ID", tenant);
            request.Headers.Add("X-User-ID", user);
            if (expected?.Range is { } range)
                request.Headers.Range = new RangeHeaderValue { Ranges = { range } };

            answer = await SendAsync(host, request, expected, cancellationToken);
        }
        while (answer.Loss == Loss.Refused && ++tries < hosts.Count);

        return answer;
    }

    private async Task<FleetAnswer> SendAsync(FleetHost host, HttpRequestMessage request, ExpectedBody? expected, CancellationToken cancellationToken)
    {
        var from = clock.Now;
        var loss = Loss.Broken;
        var status = 0;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Bound);
        try
        {
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            loss = Loss.CutOff;
            status = (int)response.StatusCode;
            var answer = await ReadAsync(host, response, response.IsSuccessStatusCode ? expected : null, deadline.Token);
            return answer with { From = from, To = clock.Now };
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            loss = Loss.Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            // Which of the two it was has been noted before.
        }
        catch (OperationCanceledException)
        {
            loss = cancellationToken.IsCancellationRequested ? Loss.Cancelled : Loss.TimedOut;
        }

        return new FleetAnswer { Host = host, From = from, To = clock.Now, Status = status, Loss = loss };
    }

    private static async Task<FleetAnswer> ReadAsync(FleetHost host, HttpResponseMessage response, ExpectedBody? expected, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var answer = new FleetAnswer
        {
            Host = host,
            From = default,
            To = default,
            Status = (int)response.StatusCode,
            IsProblem = type == "application/problem+json",
            HasRetryAfter = response.Headers.RetryAfter is not null,
        };
        if (expected is not null)
            return answer with { WrongBytes = await expected.CompareAsync(response, body, cancellationToken), Bytes = response.Content.Headers.ContentLength ?? 0 };

        return type.EndsWith("json", StringComparison.Ordinal)
            ? answer with { Json = await JsonSerializer.DeserializeAsync<JsonElement>(body, cancellationToken: cancellationToken) }
            : answer;
    }
}
