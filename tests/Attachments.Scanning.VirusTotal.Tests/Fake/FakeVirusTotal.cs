using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Attachments.Scanning.VirusTotal.Fake;

/// <summary>VirusTotal as its API v3 documents it, over real HTTP, with places to step in.</summary>
internal sealed class FakeVirusTotal : IAsyncDisposable
{
    public const string Key = "f4ke0key0f4ke0key0f4ke0key0f4ke0";

    public const string EicarDigest = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

    private readonly WebApplication app;
    private int uploadAddresses;
    private int running;

    private FakeVirusTotal(WebApplication app) => this.app = app;

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Gets what has been asked, as <c>GET /files/…</c>, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Gets what has been asked with another key, or none.</summary>
    public ConcurrentQueue<string> Strangers { get; } = new();

    /// <summary>Gets the files that are known, by digest.</summary>
    public ConcurrentDictionary<string, FakeFile> Files { get; } = new();

    /// <summary>Gets the analyses that were begun, by id.</summary>
    public ConcurrentDictionary<string, FakeAnalysis> Analyses { get; } = new();

    /// <summary>Gets the names that uploads bore.</summary>
    public ConcurrentQueue<string> FileNames { get; } = new();

    /// <summary>Gets or sets how often an analysis is asked for before it is there.</summary>
    public int PollsUntilCompleted { get; set; }

    /// <summary>Gets or sets what engines say of what is uploaded.</summary>
    public Func<byte[], FakeFile> Judge { get; set; } = _ => new FakeFile { Undetected = 70 };

    /// <summary>Gets or sets what answers instead; false lets the request pass.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>Gets or sets whether an upload's bytes are only counted.</summary>
    public bool CountsOnly { get; set; }

    /// <summary>Gets how many requests are being answered now.</summary>
    public int Running => Volatile.Read(ref running);

    public long BytesReceived { get; private set; }

    public static async Task<FakeVirusTotal> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = null);

        var app = builder.Build();
        var fake = new FakeVirusTotal(app);
        app.Use(fake.AdmitAsync);
        app.MapGet("/api/v3/files/upload_url", fake.CreateUploadUrl);
        app.MapGet("/api/v3/files/{id}", fake.GetFile);
        app.MapPost("/api/v3/files", fake.UploadAsync);
        app.MapPost("/api/v3/files/{id}/analyse", fake.Reanalyse);
        app.MapGet("/api/v3/analyses/{id}", fake.GetAnalysis);
        app.MapPost("/_ah/upload/{token}", fake.UploadAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);

        fake.Endpoint = new Uri($"{app.Urls.First()}/api/v3");
        return fake;
    }

    public static IResult Error(int status, string code) => Results.Json(new { error = new { code, message = "said by the fake" } }, statusCode: status);

    public static async Task<bool> RefuseAsync(HttpContext context, int status, string code)
    {
        await Error(status, code).ExecuteAsync(context);
        return true;
    }

    public int Count(string request) => Requests.Count(sent => sent.StartsWith(request, StringComparison.Ordinal));

    /// <summary>Begins an analysis that a host asked for before it was restarted.</summary>
    public string BeginAnalysis(string digest, FakeFile outcome)
    {
        var id = $"NjY0MjRl{Analyses.Count}==";
        Analyses[id] = new FakeAnalysis(digest, outcome);
        return id;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var request = $"{context.Request.Method} {context.Request.Path.Value!.Replace("/api/v3", "", StringComparison.Ordinal)}";
        Requests.Enqueue(request);

        if (context.Request.Headers["x-apikey"] != Key)
        {
            Strangers.Enqueue(request);
            await Error(401, "WrongCredentialsError").ExecuteAsync(context);
            return;
        }

        Interlocked.Increment(ref running);
        try
        {
            if (!await Intercept(context))
                await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private IResult GetFile(string id) => Files.TryGetValue(id, out var file) ? Results.Json(file.ToDocument(id)) : Error(404, "NotFoundError");

    private IResult Reanalyse(string id) => Files.TryGetValue(id, out var file)
        ? Results.Json(Descriptor(BeginAnalysis(id, file with { AnalysedAt = DateTimeOffset.UtcNow })))
        : Error(404, "NotFoundError");

    private IResult CreateUploadUrl() =>
        Results.Json(new { data = $"{app.Urls.First()}/_ah/upload/{Interlocked.Increment(ref uploadAddresses)}" });

    private IResult GetAnalysis(string id)
    {
        if (!Analyses.TryGetValue(id, out var analysis))
            return Error(404, "NotFoundError");

        var isCompleted = analysis.Polls++ >= PollsUntilCompleted;
        if (isCompleted)
            Files[analysis.Digest] = analysis.Outcome;

        return Results.Json(analysis.ToDocument(id, isCompleted));
    }

    private async Task<IResult> UploadAsync(HttpRequest request)
    {
        if (CountsOnly)
            return await CountAsync(request);

        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value!;
        var form = new MultipartReader(boundary, request.Body);
        var section = await form.ReadNextSectionAsync();
        if (section?.AsFileSection() is not { Name: "file" } file || file.FileStream is null)
            return Error(400, "BadRequestError");

        using var content = new MemoryStream();
        await file.FileStream.CopyToAsync(content);
        if (await form.ReadNextSectionAsync() is not null)
            return Error(400, "BadRequestError");

        FileNames.Enqueue(file.FileName);
        BytesReceived += content.Length;
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
        return Results.Json(Descriptor(BeginAnalysis(digest, Judge(content.ToArray()))));
    }

    private async Task<IResult> CountAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            BytesReceived += read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return Results.Json(Descriptor(BeginAnalysis(Files.Keys.Single(), Judge([]))));
        }
    }

    private static object Descriptor(string id) => new { data = new { type = "analysis", id, links = new { self = $"/analyses/{id}" } } };
}
