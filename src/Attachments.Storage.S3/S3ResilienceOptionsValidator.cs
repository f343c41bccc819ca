using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

internal sealed class S3ResilienceOptionsValidator : IValidateOptions<S3ResilienceOptions>
{
    private const string Section = "Attachments:Storage:S3";

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, S3ResilienceOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(S3ResilienceOptions options)
    {
        if (options.MaxRetries is < 0 or > 10)
            yield return $"{Section}:MaxRetries must be from 0 to 10.";

        if (options.MaxResumes is < 0 or > 1000)
            yield return $"{Section}:MaxResumes must be from 0 to 1000.";

        if (options.BreakAfter < 1)
            yield return $"{Section}:BreakAfter must be at least 1.";

        if (!IsWithin(options.ConnectTimeout, FiveMinutes))
            yield return $"{Section}:ConnectTimeout must be more than zero and at most 5 minutes.";

        if (!IsWithin(options.IdleTimeout, TenMinutes))
            yield return $"{Section}:IdleTimeout must be more than zero and at most 10 minutes.";

        // A publication that outlives the sweep's grace could put back what a sweep has just deleted.
        if (!IsWithin(options.PublishTimeout, TenMinutes))
            yield return $"{Section}:PublishTimeout must be more than zero and at most 10 minutes.";

        if (!IsWithin(options.AbortTimeout, FiveMinutes))
            yield return $"{Section}:AbortTimeout must be more than zero and at most 5 minutes.";

        if (options.BreakFor < TimeSpan.Zero || options.BreakFor > FiveMinutes)
            yield return $"{Section}:BreakFor must be from zero to 5 minutes.";
    }

    private static bool IsWithin(TimeSpan value, TimeSpan longest) => value > TimeSpan.Zero && value <= longest;
}
