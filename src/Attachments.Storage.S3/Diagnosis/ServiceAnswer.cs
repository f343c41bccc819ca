using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Attachments.Storage.S3.Diagnosis;

/// <summary>Reads what an answer that is an error says beside its code. Whatever is taken from it has a form of its own, so that no text of a stranger is passed on.</summary>
internal static partial class ServiceAnswer
{
    private const string NotAuthorized = "not authorized to perform: ";

    /// <summary>Finds the region in which the bucket is.</summary>
    public static string? Region(AmazonServiceException service)
    {
        if (Header(service, "x-amz-bucket-region") is { } region && RegionForm().IsMatch(region))
            return region;

        var expected = ExpectedRegion().Match(service.Message ?? "");
        return expected.Success ? expected.Groups[1].Value : null;
    }

    public static bool IsRedirect(AmazonServiceException service) => (int)service.StatusCode is >= 300 and < 400;

    /// <summary>Says whether the service names a permission, though it be one of a form that is not passed on.</summary>
    public static bool NamesPermission(AmazonServiceException service) => service.Message?.Contains(NotAuthorized, StringComparison.Ordinal) == true;

    /// <summary>Finds the permission that the service names: of its own, or of the keys that it encrypts with.</summary>
    public static string? Permission(AmazonServiceException service)
    {
        var named = NamedPermission().Match(service.Message ?? "");
        return named.Success ? named.Groups[1].Value : null;
    }

    /// <summary>Says how far apart the clocks are.</summary>
    public static string Skew(AmazonServiceException service)
    {
        if (Header(service, "Date") is not { } text
            || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return "the clocks of this machine and of the service differ too much";

        var ahead = (long)(DateTimeOffset.UtcNow - date).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"the clock of this machine is {Math.Abs(ahead)} seconds {(ahead < 0 ? "behind" : "ahead of")} the service's");
    }

    /// <summary>Tells a page for people from an answer of the service.</summary>
    public static bool IsWebPage(AmazonServiceException service) =>
        (service.InnerException as HttpErrorResponseException)?.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    // A code is a word; a proxy's page that the SDK took for one is not.
    public static string Code(AmazonServiceException service) =>
        service.ErrorCode is { Length: > 0 and <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "";

    private static string? Header(AmazonServiceException service, string name) =>
        service.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex RegionForm();

    [GeneratedRegex("expecting '([a-z0-9-]{1,32})'")]
    private static partial Regex ExpectedRegion();

    [GeneratedRegex(NotAuthorized + "((?:s3|kms):[A-Za-z]{1,64})")]
    private static partial Regex NamedPermission();
}
