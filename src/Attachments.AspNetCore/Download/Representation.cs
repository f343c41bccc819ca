using Attachments.AspNetCore.Conditional;
using Attachments.Content;
using Attachments.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Attachments.AspNetCore.Download;

/// <summary>An attachment's bytes as HTTP sees them: validators and headers.</summary>
internal sealed class Representation(Attachment attachment, bool inline)
{
    private const string CacheControl = "no-cache, no-store, must-revalidate";
    private const string NoReferrer = "no-referrer";

    public string ETag { get; } = $"\"{attachment.Digest}\"";

    public DateTimeOffset LastModified { get; } = HttpDate.Truncate(attachment.UploadedAt);

    public long Length => attachment.Length;

    public bool IsInline => inline;

    /// <summary>Sets what an answer that gives the representation, or a part of it, says.</summary>
    public void Describe(IHeaderDictionary headers)
    {
        var contentType = SafeContentType(attachment.ContentType);

        Validate(headers);
        headers.ContentType = contentType;
        headers.AcceptRanges = "bytes";
        headers.LastModified = HttpDate.Format(LastModified);
        headers["Repr-Digest"] = FormatDigest(attachment.Digest);
        headers.ContentDisposition = ContentDisposition.Format(attachment.FileName, inline);
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = ContentSecurityPolicy.For(contentType, inline);
    }

    /// <summary>Sets what a 304 says as well (RFC 9110, section 15.4.5).</summary>
    public void Validate(IHeaderDictionary headers)
    {
        headers.ETag = ETag;
        headers.CacheControl = CacheControl;
    }

    /// <summary>Sets what a redirect to the store says: its address is a credential, which neither a cache nor another site may learn.</summary>
    public void DescribeRedirect(IHeaderDictionary headers)
    {
        Validate(headers);
        headers["Referrer-Policy"] = NoReferrer;
    }

    /// <summary>What the store says when it gives the bytes itself.</summary>
    public BlobLink ToLink() => new(SafeContentType(attachment.ContentType), ContentDisposition.Format(attachment.FileName, inline));

    private static string FormatDigest(ContentDigest digest) => $"sha-256=:{Convert.ToBase64String(digest.ToByteArray())}:";

    // Rows may come from elsewhere: what is no media type must not become a header.
    private static string SafeContentType(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out _) ? contentType : "application/octet-stream";
}
