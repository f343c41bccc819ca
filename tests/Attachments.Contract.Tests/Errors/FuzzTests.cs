using System.Diagnostics;
using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Errors;

/// <summary>No input makes the server fail.</summary>
public abstract class FuzzTests(ContractHost kind) : ContractTests(kind)
{
    private const int Seed = 20260124;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(8);

    private static readonly string[] Oddities =
    [
        "", "0", "-1", "1", "50", "true", "TRUE", "false", "null", "NaN", "1e309", "9223372036854775808", "-9223372036854775809", "%00", "%0a", "%0d%0a", "%E2%80%AE", "%F0%9F%93%8E",
        "%FF", "%ED%A0%80", "..", "../..", "%2e%2e%2f", "'", "\"", "\\", ";", ",", "*", "<x>", "{0}", "%25s", "bytes=0-0", "bytes=-", "bytes=5-1", "bytes=-0", "bytes=0-,1-", "items=0-1",
        "bytes=18446744073709551616-", "bytes=0-18446744073709551615", "W/\"x\"", "\"x\"", "\"", "\"unterminated", "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 32 Foo 9999", "text/plain", "/", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a b\"", "multipart/form-data; boundary=x", "gzip", "base64", "Basic dTpw", "Bearer", "Bearer ..", "Negotiate x", new('a', 300), new('%', 40), "é", "日本",
    ];

    private static readonly string[] HeaderNames =
    [
        "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "X-Tenant-ID", "X-User-ID", "X-User-Role",
        "Content-Type", "Content-Encoding", "Content-Language", "Content-Range", "Content-MD5", "Expect", "Origin", "Referer", "Cookie", "X-Forwarded-For", "X-Forwarded-Prefix", "X-HTTP-Method-Override", "traceparent", "Prefer", "TE",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    [Fact]
    public async Task No_odd_request_gets_a_server_error()
    {
        var random = new Random(Seed);
        var uploaded = await Mail.AttachAsync();
        var clock = Stopwatch.StartNew();
        var requests = 0;

        while (requests <= 200 || (clock.Elapsed < Budget && requests < 6_000))
        {
            using var request = Make(random, uploaded);
            var shown = $"{request.Method} {request.RequestUri} {string.Join(" | ", request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}"))}";
            HttpStatusCode status;
            try
            {
                using var response = await Host.Http.SendAsync(request, TestContext.Current.CancellationToken);
                status = response.StatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Assert.Fail($"Request {requests} got no answer: {shown}: {exception.Message}");
                throw;
            }

            Assert.True((int)status < 500, $"Request {requests} got {(int)status}: {shown}");
            requests++;
        }
    }

    private HttpRequestMessage Make(Random random, AttachmentView uploaded)
    {
        string Odd() => random.GetItems(Oddities, 1)[0];
        string Id(string real) => random.Next(2) == 0 ? real : Uri.EscapeDataString(Odd());
        var path = random.Next(9) switch
        {
            0 => $"/api/v1/messages/{Id(uploaded.MessageId)}/attachments",
            1 => $"/api/v1/attachments/{Id(uploaded.Id)}/download",
            2 => $"/api/v1/attachments/{Id(uploaded.Id)}/metadata",
            3 => $"/api/v1/attachments/{Uri.EscapeDataString(Odd())}",
            4 => $"/api/accounts/{Id("acc123")}/messages",
            5 => $"/api/accounts/acc123/messages/{Uri.EscapeDataString(Odd())}",
            6 => "/api/compose/send",
            7 => $"/{Uri.EscapeDataString(Odd())}",
            _ => $"/api/v1/attachments/{Id(uploaded.Id)}/download",
        };
        var query = string.Join('&', Enumerable.Range(0, random.Next(3)).Select(_ => $"{random.GetItems(["offset", "limit", "inline", "x"], 1)[0]}={Odd().Replace("#", "", StringComparison.Ordinal)}"));

        var request = new HttpRequestMessage(new HttpMethod(random.GetItems(Methods, 1)[0]), $"{path}?{query}");
        User.Sign(request.Headers);
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Trace)
            request.Content = Body(random, Odd());
        for (var i = random.Next(4); i > 0; i--)
            AddHeader(request, random.GetItems(HeaderNames, 1)[0], Odd());
        return request;
    }

    private static void AddHeader(HttpRequestMessage request, string name, string value)
    {
        // What an HTTP client does not send is sent over a raw connection elsewhere.
        if (!IsPlain(value) || name is "Expect" && value.Length == 0)
            return;
        if (!request.Headers.TryAddWithoutValidation(name, value))
            request.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private static bool IsPlain(string value) => value.All(character => character is >= ' ' and <= '~');

    private static HttpContent Body(Random random, string odd) => random.Next(5) switch
    {
        0 => new ByteArrayContent([]),
        1 => Form.Content(Bytes.Of($"{{\"messageId\":\"{odd}\",\"to\":\"{odd}\",\"subject\":null}}"), "application/json"),
        2 => new Form().File(Bytes.Of("same"), odd, odd.Contains('\n', StringComparison.Ordinal) ? null : odd).Field("filename", odd).ToContent(),
        3 => Form.Content(new Form("x").File(Bytes.Of(odd)).ToOpenArray(), "multipart/form-data; boundary=x"),
        _ => Form.Content(Bytes.Of(odd), IsPlain(odd) ? odd : null),
    };
}
