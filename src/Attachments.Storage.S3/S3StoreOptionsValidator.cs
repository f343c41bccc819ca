using System.Buffers;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

internal sealed class S3StoreOptionsValidator : IValidateOptions<S3StoreOptions>
{
    private const string Section = "Attachments:Storage:S3";
    private const int LongestPrefix = 512;

    private static readonly SearchValues<char> InPrefixes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-");

    public ValidateOptionsResult Validate(string? name, S3StoreOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(S3StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Bucket) || options.Bucket.Contains('/', StringComparison.Ordinal))
            yield return $"{Section}:Bucket must name a bucket.";

        // The binder takes any number for an enumeration's value.
        if (!Enum.IsDefined(options.Profile))
            yield return $"{Section}:Profile must be Aws, Ceph, MinIO, R2 or Generic.";
        else if (string.IsNullOrEmpty(options.ServiceUrl) && options.Profile != S3Profile.Aws)
            yield return $"{Section}:ServiceUrl must be set with the profile {options.Profile}.";

        if (!string.IsNullOrEmpty(options.ServiceUrl) && !IsAddress(options.ServiceUrl))
            yield return $"{Section}:ServiceUrl must be http://host:port or https://host, without a user, a bucket or a query.";

        if (string.IsNullOrEmpty(options.AccessKey) != string.IsNullOrEmpty(options.SecretKey))
            yield return $"{Section}:AccessKey and {Section}:SecretKey must be set together or not at all.";

        if (options.KeyPrefix is not { Length: <= LongestPrefix } || options.KeyPrefix.AsSpan().ContainsAnyExcept(InPrefixes) || options.KeyPrefix.StartsWith('/')
            || options.KeyPrefix.Contains("//", StringComparison.Ordinal))
            yield return $"{Section}:KeyPrefix must be up to {LongestPrefix} characters of [A-Za-z0-9/_-], without a slash at its start or two in a row.";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" };
}
