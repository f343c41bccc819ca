using System.Net;
using Amazon.Runtime;
using Attachments.Storage.S3.Diagnosis;

namespace Attachments.Storage.S3.Connection;

/// <summary>Turns what the SDK throws into what a store throws. The message bears no address, key or name; the inner exception does, for the log.</summary>
internal static class S3Fault
{
    private static readonly string[] NoRoom = ["QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];

    public static bool IsOne(Exception exception) =>
        exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException or OperationCanceledException
        || IsWithoutCredentials(exception);

    /// <summary>Tells the SDK's search for credentials, and for a token in exchange for which it gets them, from what a service answered.</summary>
    public static bool IsWithoutCredentials(Exception exception) => exception switch
    {
        AmazonServiceException service => (int)service.StatusCode == 0 && SpeaksOfCredentials(service),
        AmazonClientException => SpeaksOfCredentials(exception),
        InvalidOperationException and not ObjectDisposedException => exception.Source == "AWSSDK.Core",
        _ => false,
    };

    public static bool IsMissingObject(Exception? exception) =>
        exception is AmazonServiceException { StatusCode: HttpStatusCode.NotFound } service && service.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    public static bool IsMissingUpload(Exception? exception) =>
        exception is AmazonServiceException { StatusCode: HttpStatusCode.NotFound } service && service.ErrorCode != "NoSuchBucket";

    public static bool IsAlreadyThere(Exception? exception) => exception is AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed };

    /// <summary>Tells a service that is away or broken from one that refuses.</summary>
    public static bool IsAway(Exception exception) => exception switch
    {
        _ when IsWithoutCredentials(exception) => false,
        AmazonServiceException { ErrorCode: "SlowDown" or "ServiceUnavailable" or "RequestLimitExceeded" } => false,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } service => !IsFull(service),
        AmazonServiceException service => (int)service.StatusCode == 0,
        _ => true,
    };

    /// <summary>Tells an answer of a service that has too much to do from what it answers always.</summary>
    public static bool IsPassing(Exception exception) => exception is AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable };

    /// <summary>Tells a publish that may still happen from one that will not: none was sent, the service is full, or it refused what it would have refused at every try. What else a repetition is answered says nothing of a try that was lost before it.</summary>
    public static bool MayComeTrue(BlobStoreException exception) => exception switch
    {
        { InnerException: null } or { IsFull: true } => false,
        { InnerException: AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed } } => false,
        _ => true,
    };

    public static BlobStoreException Wrap(string what, Exception cause, bool isPlain = false) =>
        new($"The S3 store could not {what}: {FaultReason.Of(cause, what, isPlain).Text}.", cause) { IsFull = IsFull(cause) };

    public static bool IsFull(Exception cause) =>
        cause is AmazonServiceException service && (service.StatusCode == HttpStatusCode.InsufficientStorage || NoRoom.Contains(service.ErrorCode));

    private static bool SpeaksOfCredentials(Exception exception) => exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
}
