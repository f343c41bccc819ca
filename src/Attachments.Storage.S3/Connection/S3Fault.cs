using System.Net;
using Amazon.Runtime;

namespace Attachments.Storage.S3.Connection;

/// <summary>Turns what the SDK throws into what a store throws. The message bears no address, key or name; the inner exception does, for the log.</summary>
internal static class S3Fault
{
    private static readonly string[] NoRoom = ["QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];

    public static bool IsOne(Exception exception) =>
        exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    public static bool IsMissingObject(Exception? exception) =>
        exception is AmazonServiceException { StatusCode: HttpStatusCode.NotFound } service && service.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    public static bool IsMissingUpload(Exception? exception) =>
        exception is AmazonServiceException { StatusCode: HttpStatusCode.NotFound } service && service.ErrorCode != "NoSuchBucket";

    public static bool IsAlreadyThere(Exception? exception) => exception is AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed };

    /// <summary>Tells a service that is away or broken from one that refuses.</summary>
    public static bool IsAway(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "SlowDown" or "ServiceUnavailable" or "RequestLimitExceeded" } => false,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } service => !IsFull(service),
        AmazonServiceException service => (int)service.StatusCode == 0,
        _ => true,
    };

    public static BlobStoreException Wrap(string what, Exception cause) =>
        new($"The S3 store could not {what}: {Reason(cause)}.", cause) { IsFull = IsFull(cause) };

    private static bool IsFull(Exception cause) =>
        cause is AmazonServiceException service && (service.StatusCode == HttpStatusCode.InsufficientStorage || NoRoom.Contains(service.ErrorCode));

    private static string Reason(Exception cause) => cause switch
    {
        AmazonServiceException service => Reason(service),
        OperationCanceledException => "it took too long",
        _ => "the service cannot be reached or broke the connection off",
    };

    private static string Reason(AmazonServiceException service) => service.ErrorCode switch
    {
        _ when IsFull(service) => "there is no space left",
        "NoSuchBucket" => "the bucket does not exist",
        "InvalidAccessKeyId" => "the service does not know the access key",
        "SignatureDoesNotMatch" => "the secret key is wrong, or something on the way changes the request",
        "AccessDenied" or "AllAccessDisabled" => "access was denied",
        "RequestTimeTooSkewed" => "the clocks of this machine and of the service differ too much",
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException" => "the bucket is in another region than the one that is set",
        "XAmzContentSHA256Mismatch" or "BadDigest" => "the bytes did not arrive as they were sent, or the profile is not the service's",
        _ when (int)service.StatusCode == 0 => "the service cannot be reached or broke the connection off",
        _ => $"the service answered {(int)service.StatusCode} {Code(service)}".TrimEnd(),
    };

    // A code is a word; a proxy's page that the SDK took for one is not.
    private static string Code(AmazonServiceException service) =>
        service.ErrorCode is { Length: > 0 and <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "";
}
