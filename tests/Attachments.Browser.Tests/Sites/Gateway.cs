using System.Collections.Concurrent;
using Attachments.Contract.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Attachments.Browser.Sites;

/// <summary>The trusted gateway before one host: the browser's session becomes the caller's headers. What the host answers goes to the browser as it is.</summary>
/// <remarks>The session is a cookie that scripts may read: it is the credential that uploaded content must not reach.</remarks>
public sealed class Gateway(Uri host) : IDisposable
{
    public const string Session = "session";

    /// <summary>What stands before an address to have it answered as a careless server would: without the headers that protect, and as the type that is asked for.</summary>
    public const string Careless = "/careless";

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<string, Caller> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ServedFile>> served = new(StringComparer.OrdinalIgnoreCase);

    public void SignIn(string session, Caller caller) => sessions[session] = caller;

    /// <summary>Gets how an attachment was answered so far.</summary>
    public IReadOnlyList<ServedFile> ServedOf(string attachment) => served.TryGetValue(attachment, out var answers) ? [.. answers] : [];

    public async Task AnswerAsync(HttpContext context)
    {
        var isCareless = context.Request.Path.StartsWithSegments(Careless, out var rest);
        if (isCareless)
            context.Request.Path = rest;

        // Where a browser withholds the cookie from another site's page, the address bears the session: as if cookies were sent everywhere.
        var session = context.Request.Cookies[Session] ?? context.Request.Query[Session].ToString();
        sessions.TryGetValue(session, out var caller);
        HttpTransformer transformer = isCareless ? new CarelessTransformer(this, caller, context.Request.Query["as"]!) : new CallerTransformer(this, caller);

        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        await forwarder.SendAsync(context, host.ToString(), client, ForwarderRequestConfig.Empty, transformer, context.RequestAborted);
    }

    public void Dispose() => client.Dispose();

    private void Note(HttpContext context)
    {
        if (context.Request.Path.Value!.Split('/') is not [.., "attachments", var attachment, "download"])
            return;

        var headers = context.Response.Headers;
        var isInline = headers.ContentDisposition.ToString().StartsWith("inline", StringComparison.Ordinal);
        served.GetOrAdd(attachment, _ => new()).Enqueue(
            new ServedFile(context.Request.Headers["Sec-Fetch-Dest"].ToString(), context.Request.QueryString.ToString(), context.Response.StatusCode, isInline));
    }

    private class CallerTransformer(Gateway gateway, Caller? caller) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string prefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(context, request, prefix, cancellationToken);
            request.Headers.Remove(HeaderNames.Cookie);
            caller?.Sign(request.Headers);
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? response, CancellationToken cancellationToken)
        {
            var isSent = await base.TransformResponseAsync(context, response, cancellationToken);

            // Before the browser knows: a test that sees what the browser made of it finds it here.
            gateway.Note(context);
            return isSent;
        }
    }

    private sealed class CarelessTransformer(Gateway gateway, Caller? caller, string contentType) : CallerTransformer(gateway, caller)
    {
        public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string prefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(context, request, prefix, cancellationToken);
            request.Headers.Remove("Sec-Fetch-Dest");
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? response, CancellationToken cancellationToken)
        {
            var isSent = await base.TransformResponseAsync(context, response, cancellationToken);
            var headers = context.Response.Headers;
            headers.Remove(HeaderNames.ContentSecurityPolicy);
            headers.Remove(HeaderNames.XContentTypeOptions);
            headers.Remove(HeaderNames.ContentDisposition);
            headers.Remove("Cross-Origin-Resource-Policy");
            headers.ContentType = contentType;
            return isSent;
        }
    }
}
