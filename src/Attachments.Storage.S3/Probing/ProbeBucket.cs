using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Keys;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Probing;

/// <summary>The place in a bucket that one probe has for itself, and the requests it makes there.</summary>
internal sealed class ProbeBucket(ProbeTarget target) : IDisposable
{
    // Few repetitions: a probe is to show what the service does, and somebody is waiting.
    private static readonly S3ResilienceOptions Resilience = new() { MaxRetries = 2 };

    private readonly Dictionary<(bool PathStyle, bool Checksums, bool Tampers), IAmazonS3> clients = [];
    private readonly List<ProbeHttpClientFactory> factories = [];
    private readonly List<string> keys = [];
    private int made;

    public string Name => target.Store.Bucket;

    public string Prefix { get; } = new KeyLayout(Options.Create(target.Store)).NewProbe() + "/";

    /// <summary>Gets or sets how the bucket is named in addresses.</summary>
    public bool PathStyle { get; set; } = target.Configured.PathStyle;

    /// <summary>Gets or sets how bodies are sent.</summary>
    public WriteMode Mode { get; set; } = WriteMode.All[0];

    /// <summary>Gets how far this machine's clock is ahead of the service's; null before the first answer.</summary>
    public TimeSpan? Skew { get; private set; }

    public IReadOnlyList<string> Keys => keys;

    public IAmazonS3 Client => ClientFor(PathStyle, Mode.Checksums, tampers: false);

    public IAmazonS3 TamperingClient => ClientFor(PathStyle, checksums: false, tampers: true);

    public IAmazonS3 ClientOf(bool pathStyle) => ClientFor(pathStyle, checksums: false, tampers: false);

    public string NewKey()
    {
        var key = $"{Prefix}{++made}";
        keys.Add(key);
        return key;
    }

    public Task<PutObjectResponse> PutAsync(string key, byte[] bytes, CancellationToken cancellationToken, Action<PutObjectRequest>? change = null, IAmazonS3? client = null)
    {
        var request = new PutObjectRequest
        {
            BucketName = Name,
            Key = key,
            InputStream = new MemoryStream(bytes),
            UseChunkEncoding = Mode.Chunked,
            DisablePayloadSigning = Mode.Md5 ? true : null,
            MD5Digest = Mode.Md5 ? Md5Of(bytes) : null,
        };

        change?.Invoke(request);
        return (client ?? Client).PutObjectAsync(request, cancellationToken);
    }

    /// <summary>Reads an object.</summary>
    /// <returns>Its bytes, or those of the range; null where it is missing.</returns>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken, ByteRange? range = null, string? etag = null)
    {
        try
        {
            using var response = await Client.GetObjectAsync(
                new GetObjectRequest { BucketName = Name, Key = key, ByteRange = range, EtagToMatch = etag }, cancellationToken).ConfigureAwait(false);
            using var read = new MemoryStream();
            using var patient = new PatientStream(response.ResponseStream, Resilience.IdleTimeout);
            await patient.CopyToAsync(read, cancellationToken).ConfigureAwait(false);
            return read.ToArray();
        }
        catch (AmazonS3Exception exception) when (S3Fault.IsMissingObject(exception))
        {
            return null;
        }
    }

    public async Task<string> BeginAsync(string key, CancellationToken cancellationToken)
    {
        var begun = await Client.InitiateMultipartUploadAsync(Name, key, cancellationToken).ConfigureAwait(false);
        return begun.UploadId;
    }

    public async Task<PartETag> SendPartAsync(string key, string uploadId, int number, byte[] bytes, CancellationToken cancellationToken)
    {
        var sent = await Client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = Name,
                Key = key,
                UploadId = uploadId,
                PartNumber = number,
                InputStream = new MemoryStream(bytes),
                PartSize = bytes.Length,
                UseChunkEncoding = Mode.Chunked,
                DisablePayloadSigning = Mode.Md5 ? true : null,
                MD5Digest = Mode.Md5 ? Md5Of(bytes) : null,
            },
            cancellationToken).ConfigureAwait(false);
        return new PartETag(number, sent.ETag);
    }

    public Task<CompleteMultipartUploadResponse> CompleteAsync(string key, string uploadId, List<PartETag> parts, bool onlyIfNew, CancellationToken cancellationToken) =>
        Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Name, Key = key, UploadId = uploadId, PartETags = parts, IfNoneMatch = onlyIfNew ? "*" : null },
            cancellationToken);

    /// <summary>Waits for a request that a service should refuse.</summary>
    /// <returns>The status and the code of the refusal; null where it went through.</returns>
    /// <remarks>What may be otherwise the next time is no refusal, and is thrown.</remarks>
    public static async Task<(HttpStatusCode Status, string Code)?> RefusalOfAsync(Task request)
    {
        try
        {
            await request.ConfigureAwait(false);
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is >= HttpStatusCode.BadRequest && !S3Fault.IsPassing(exception))
        {
            return (exception.StatusCode, Diagnosis.ServiceAnswer.Code(exception));
        }
    }

    public static string Md5Of(byte[] bytes)
    {
#pragma warning disable CA5351 // Guards against what a line breaks, and is what the protocol offers.
        return Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
            client.Dispose();
        foreach (var factory in factories)
            factory.Dispose();
    }

    private IAmazonS3 ClientFor(bool pathStyle, bool checksums, bool tampers)
    {
        if (clients.TryGetValue((pathStyle, checksums, tampers), out var client))
            return client;

        var capabilities = target.Configured with { PathStyle = pathStyle, SdkChecksums = checksums };
        var http = new ProbeHttpClientFactory(Resilience, tampers, date => Skew = DateTimeOffset.UtcNow - date);
        factories.Add(http);
        return clients[(pathStyle, checksums, tampers)] = S3ClientFactory.Create(target.Store, capabilities, Resilience, http);
    }
}
