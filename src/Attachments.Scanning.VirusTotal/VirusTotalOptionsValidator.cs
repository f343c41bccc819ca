using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal;

// The messages name settings and never show values: one of them is a secret.
internal sealed class VirusTotalOptionsValidator : IValidateOptions<VirusTotalOptions>
{
    private const string Section = "Attachments:Scanning:VirusTotal";

    public ValidateOptionsResult Validate(string? name, VirusTotalOptions options)
    {
        var builder = new ValidateOptionsResultBuilder();

        if (options.ApiKey is not { Length: > 0 and <= 512 } || options.ApiKey.Any(c => !char.IsAsciiLetterOrDigit(c)))
            builder.AddError($"{Section}:ApiKey must be set to an API key, which has letters and digits only.");

        if (!IsTrustworthy(options.Endpoint))
            builder.AddError($"{Section}:Endpoint must be an https address without query, such as https://www.virustotal.com/api/v3/; http is for loopback only.");

        if (options.MaliciousThreshold is < 1 or > 20)
            builder.AddError($"{Section}:MaliciousThreshold must be 1 to 20.");

        if (options.MinimumEngines is < 1 or > 100)
            builder.AddError($"{Section}:MinimumEngines must be 1 to 100.");

        if (options.MaxReportAge is { } age && age < TimeSpan.FromHours(1))
            builder.AddError($"{Section}:MaxReportAge must be at least 1 hour.");

        if (options.RequestsPerMinute is < 0 or > 60_000)
            builder.AddError($"{Section}:RequestsPerMinute must be 0 (no limit) to 60,000.");

        // A look-up, an upload address and an upload must fit into one minute, or no upload ever happens.
        if (options is { UploadUnknownFiles: true, RequestsPerMinute: 1 or 2 })
            builder.AddError($"{Section}:RequestsPerMinute must be 0 or at least 3 where UploadUnknownFiles is on.");

        if (options.PollInterval < TimeSpan.FromMilliseconds(10) || options.PollInterval > TimeSpan.FromHours(1))
            builder.AddError($"{Section}:PollInterval must be 10 milliseconds to 1 hour.");

        return builder.Build();
    }

    private static bool IsTrustworthy(Uri? endpoint) =>
        endpoint is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
        && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback));
}
