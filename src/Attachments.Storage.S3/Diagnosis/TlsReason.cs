using System.Security.Authentication;

namespace Attachments.Storage.S3.Diagnosis;

/// <summary>Says why no TLS connection came about.</summary>
internal static class TlsReason
{
    // The framework says which by the names of its flags, and only in the message.
    private static readonly (string Mark, string Reason)[] Reasons =
    [
        ("RemoteCertificateNameMismatch", "the service's certificate is for another host name than the one in ServiceUrl"),
        ("NotTimeValid", "the service's certificate has expired or is not valid yet"),
        ("Revoked", "the service's certificate was revoked"),
        ("UntrustedRoot", "the service's certificate is not trusted: this machine does not know who issued it"),
        ("PartialChain", "the service's certificate is not trusted: this machine does not know who issued it"),
        ("RemoteCertificateChainErrors", "the service's certificate is not trusted"),
        ("frame", "the service does not speak TLS at this port, and ServiceUrl begins with https"),
    ];

    public static string Of(AuthenticationException exception)
    {
        foreach (var (mark, reason) in Reasons)
        {
            if (exception.Message.Contains(mark, StringComparison.Ordinal))
                return reason;
        }

        return "no TLS connection could be made with the service";
    }
}
