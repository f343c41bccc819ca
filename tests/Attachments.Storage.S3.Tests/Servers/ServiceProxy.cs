using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Attachments.Storage.S3.Servers;

/// <summary>The real service behind a proxy that takes something from it: what is left is another, worse service.</summary>
internal static class ServiceProxy
{
    private static readonly string[] NotForwarded = ["Transfer-Encoding", "Connection", "Keep-Alive"];

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Starts one.</summary>
    /// <param name="refuse">Which requests it answers itself, with an error.</param>
    /// <param name="without">A request's header that the service never sees. It must not be signed, or the signature no longer fits.</param>
    /// <param name="answer">Changes what the service says of a request.</param>
    public static Task<TestServer> StartAsync(
        Func<HttpRequest, (int Status, string Code)?>? refuse = null,
        string? without = null,
        Action<HttpRequest, HttpResponseMessage, List<byte>>? answer = null) =>
        TestServer.StartAsync(context => PassAsync(context, refuse, without, answer));

    private static async Task PassAsync(
        HttpContext context, Func<HttpRequest, (int Status, string Code)?>? refuse, string? without, Action<HttpRequest, HttpResponseMessage, List<byte>>? answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        if (refuse?.Invoke(context.Request) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<Error><Code>{refusal.Code}</Code><Message></Message></Error>", context.RequestAborted);
            return;
        }

        using var request = Copy(context.Request, body.ToArray(), without);
        using var response = await Http.SendAsync(request, context.RequestAborted);
        var bytes = new List<byte>(await response.Content.ReadAsByteArrayAsync(context.RequestAborted));
        answer?.Invoke(context.Request, response, bytes);
        await AnswerAsync(context.Response, response, bytes, HttpMethods.IsHead(context.Request.Method));
    }

    // The service checks the signature against the host that the client has named, which is this proxy.
    private static HttpRequestMessage Copy(HttpRequest from, byte[] body, string? without)
    {
        var target = new Uri(new Uri(TestBucket.ServiceUrl), UriHelper.BuildRelative(path: from.Path, query: from.QueryString));
        var request = new HttpRequestMessage(new HttpMethod(from.Method), target) { Content = new ByteArrayContent(body) };

        // A service that refuses a body without reading it takes its rest for the next request.
        request.Headers.ConnectionClose = body.Length > 0;

        foreach (var (name, values) in from.Headers)
        {
            if (NotForwarded.Contains(name) || name.Equals(without, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }

        return request;
    }

    private static async Task AnswerAsync(HttpResponse to, HttpResponseMessage response, List<byte> bytes, bool isHead)
    {
        to.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!NotForwarded.Contains(name) && name != "Content-Length")
                to.Headers[name] = new StringValues([.. values]);
        }

        if (isHead)
        {
            to.ContentLength = response.Content.Headers.ContentLength;
            return;
        }

        if (to.StatusCode is not (204 or 304))
        {
            to.ContentLength = bytes.Count;
            await to.Body.WriteAsync(bytes.ToArray());
        }
    }
}
