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
            Expires = clock.GetUtcNow().UtcDateTime + links.Value.LinkLifetime,
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
}
