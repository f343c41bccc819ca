using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage.S3.Servers;

/// <summary>A real HTTP server on this machine that answers what a test says.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestServer(WebApplication app, bool encrypted)
    {
        this.app = app;
        var address = new Uri(app.Urls.Single());
        Port = address.Port;
        Url = $"{(encrypted ? "https" : "http")}://127.0.0.1:{Port}";
    }

    public string Url { get; }

    public int Port { get; }

    public static async Task<TestServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    endpoint.UseHttps(certificate);
            });
        });

        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new TestServer(app, certificate is not null);
    }

    /// <summary>Starts a server that answers every request with one error as Amazon S3 words it.</summary>
    public static Task<TestServer> AnsweringAsync(int status, string code, string message = "", Action<IHeaderDictionary>? headers = null) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            headers?.Invoke(context.Response.Headers);
            return context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>");
        });

    /// <summary>Makes a certificate that nobody has issued but itself.</summary>
    public static X509Certificate2 Certificate(string host, TimeSpan validFor)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);

        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow + validFor);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
