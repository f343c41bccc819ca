using Amazon.S3;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Inventory;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Links;

/// <summary>Makes addresses under which the service itself answers a download.</summary>
internal sealed class PresignedLinks(
    S3Connection connection, ObjectListing objects, IOptions<S3StoreOptions> store, IOptions<S3LinkOptions> links, TimeProvider clock)
{
    // A service tells its time in whole seconds, and its answer is under way for a while.
    private static readonly TimeSpan LeastDifference = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Of a signature of version 4.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly Protocol protocol = store.Value.ServiceUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS;

    public bool MakesLinks => links.Value.RedirectDownloads;

    public async Task<Uri?> MakeAsync(string objectKey, BlobLink link, CancellationToken cancellationToken)
    {
        if (await objects.FindLengthAsync(objectKey, cancellationToken).ConfigureAwait(false) is null)
            return null;

        var request = new GetPreSignedUrlRequest
        {
            BucketName = connection.Bucket,
            Key = objectKey,
            Verb = HttpVerb.GET,
            Protocol = protocol,
            Expires = ExpiresAt().UtcDateTime,
            ResponseHeaderOverrides = new ResponseHeaderOverrides
            {
                ContentType = link.ContentType,
                ContentDisposition = link.ContentDisposition,
                CacheControl = "private, no-store",
            },
        };

        var address = await connection.SignAsync("make a link", client => client.GetPreSignedURLAsync(request), cancellationToken).ConfigureAwait(false);
        return new Uri(address);
    }

    // The service counts the lifetime by its own clock from the moment that the address says it was signed, which is the host's: what the two differ by is added.
    // A host that is far ahead can make no address that has run out before that moment.
    private DateTimeOffset ExpiresAt()
    {
        var now = clock.GetUtcNow();
        var ahead = connection.Now - now;
        var lifetime = links.Value.LinkLifetime + (ahead.Duration() < LeastDifference ? TimeSpan.Zero : ahead);
        return now + (lifetime < Shortest ? Shortest : lifetime > Longest ? Longest : lifetime);
    }
}
