namespace Attachments.Storage.S3;

/// <summary>Whether downloads are answered by the service itself. Section <c>Attachments:Storage:S3</c>.</summary>
public sealed class S3LinkOptions
{
    /// <summary>Gets or sets whether a download is answered by a redirect to a presigned address.</summary>
    /// <value>The default is false.</value>
    /// <remarks>The client must reach the service under <see cref="S3StoreOptions.ServiceUrl"/>. Who has the address can read the file until it expires, whatever happens to the attachment meanwhile.</remarks>
    public bool RedirectDownloads { get; set; }

    /// <summary>Gets or sets how long such an address works.</summary>
    /// <value>1 second to 7 days. The default is 1 minute: a download that has begun goes on.</value>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(1);
}
