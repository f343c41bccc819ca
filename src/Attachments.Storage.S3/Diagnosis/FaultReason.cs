using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Diagnosis;

/// <summary>Why the service cannot be used: a clause that bears no address, key or name.</summary>
/// <param name="Text">The clause: "the bucket does not exist".</param>
/// <param name="Setting">The setting that somebody has to put right; null where it may pass by itself.</param>
internal sealed record FaultReason(string Text, string? Setting = null)
{
    private const string Unreachable = "the service cannot be reached or broke the connection off";

    /// <summary>Finds the reason of what the SDK threw.</summary>
    /// <param name="cause">What it threw.</param>
    /// <param name="what">What could not be done, by which a permission is told that is missing; null where it is not known.</param>
    /// <param name="isPlain">Whether the service is spoken to without TLS.</param>
    public static FaultReason Of(Exception cause, string? what = null, bool isPlain = false) => cause switch
    {
        AmazonServiceException service when S3Fault.IsFull(service) => new FaultReason("there is no space left"),
        AmazonServiceException service when (int)service.StatusCode != 0 => OfAnswer(service, what),
        _ when S3Fault.IsWithoutCredentials(cause) => new FaultReason("no credentials were found: neither AccessKey and SecretKey nor any that the SDK looks for are there"),
        OperationCanceledException => new FaultReason("it took too long"),
        _ => OfConnection(cause, isPlain),
    };

    private static FaultReason OfAnswer(AmazonServiceException service, string? what) => service.ErrorCode switch
    {
        "NoSuchBucket" => new FaultReason("the bucket does not exist", nameof(S3StoreOptions.Bucket)),
        "InvalidBucketName" => new FaultReason("the service does not take the bucket's name", nameof(S3StoreOptions.Bucket)),
        "InvalidAccessKeyId" => new FaultReason("the service does not know the access key", nameof(S3StoreOptions.AccessKey)),
        "SignatureDoesNotMatch" => new FaultReason("the secret key is wrong, or something on the way changes the request", nameof(S3StoreOptions.SecretKey)),
        "AccessDenied" or "AllAccessDisabled" => new FaultReason(Denied(service, what), nameof(S3StoreOptions.Bucket)),
        "ExpiredToken" or "TokenRefreshRequired" or "InvalidToken" => new FaultReason("the credentials have expired or were withdrawn"),
        "RequestTimeTooSkewed" => new FaultReason(ServiceAnswer.Skew(service)),

        // So are keys of another form; for a region, the service says which one it expects.
        "AuthorizationHeaderMalformed" when ServiceAnswer.Region(service) is null =>
            new FaultReason("the service cannot read the access key; AccessKey and SecretKey may have changed places", nameof(S3StoreOptions.AccessKey)),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "IllegalLocationConstraintException" =>
            new FaultReason(ElsewhereIn(ServiceAnswer.Region(service)), nameof(S3StoreOptions.Region)),
        "XAmzContentSHA256Mismatch" or "BadDigest" => new FaultReason("the bytes did not arrive as they were sent, or the profile is not the service's"),

        // Some services name their region in every answer.
        _ when ServiceAnswer.IsRedirect(service) && ServiceAnswer.Region(service) is { } region => new FaultReason(ElsewhereIn(region), nameof(S3StoreOptions.Region)),
        _ when ServiceAnswer.IsWebPage(service) => new FaultReason($"not the service but a proxy or a web server answered, with {(int)service.StatusCode} and a web page"),
        _ when ServiceAnswer.IsRedirect(service) => new FaultReason($"not the service but a proxy or a web server answered, with a redirect ({(int)service.StatusCode})"),

        // Without a code: to a question that has no body, or by something that stands before the service.
        _ when service.StatusCode == HttpStatusCode.Forbidden && ServiceAnswer.Code(service) is "" or "Forbidden" => new FaultReason("access was denied"),
        _ => new FaultReason($"the service answered {(int)service.StatusCode} {ServiceAnswer.Code(service)}".TrimEnd()),
    };

    private static FaultReason OfConnection(Exception cause, bool isPlain)
    {
        if (Find<AuthenticationException>(cause) is { } tls)
            return new FaultReason(TlsReason.Of(tls), nameof(S3StoreOptions.ServiceUrl));

        if (Find<TimeoutException>(cause) is not null || Find<OperationCanceledException>(cause) is not null)
            return new FaultReason("the service did not answer in time");

        if (Find<SocketException>(cause) is { } socket)
            return new FaultReason(OfSocket(socket.SocketErrorCode));

        // A port that wants TLS hangs up on what it cannot read.
        if (isPlain && Find<HttpIOException>(cause) is { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse })
            return new FaultReason("the connection was broken off before the answer, as by a port that wants https where ServiceUrl begins with http");

        return cause is AmazonClientException ? OfSdk(cause.Message) : new FaultReason(Unreachable);
    }

    // What the SDK finds before it sends anything has no code but its sentence.
    private static FaultReason OfSdk(string message)
    {
        if (message.StartsWith("Expected hash", StringComparison.Ordinal))
            return new FaultReason("other bytes came back than the service says it has");

        return message.Contains("No RegionEndpoint", StringComparison.Ordinal)
            ? new FaultReason("no region is set", nameof(S3StoreOptions.Region))
            : new FaultReason(Unreachable);
    }

    private static string OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name in the service's address cannot be resolved",
        SocketError.ConnectionRefused => "the connection was refused, so nothing listens at the service's address",
        SocketError.TimedOut => "the service did not answer in time",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way through the network to the service's address",
        _ => Unreachable,
    };

    private static string Denied(AmazonServiceException service, string? what) =>
        (ServiceAnswer.NamesPermission(service) ? ServiceAnswer.Permission(service) : Permissions.For(what)) is { } permission
            ? $"access was denied: the permission {permission} is missing"
            : "access was denied";

    private static string ElsewhereIn(string? region) =>
        region is null ? "the bucket is in another region than the one that is set" : $"the bucket is in the region {region}, and another one is set";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }
}
