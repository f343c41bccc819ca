using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

// By hand: the binder takes any number for an enumeration's value, and the attribute that bounds a TimeSpan is not trim-safe.
internal sealed class ScanningOptionsValidator : IValidateOptions<ScanningOptions>, IValidateOptions<ScanRetryOptions>, IValidateOptions<RescanOptions>
{
    private const string Section = "Attachments:Scanning";

    public ValidateOptionsResult Validate(string? name, ScanningOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        if (!Enum.IsDefined(options.Mode))
            errors.AddError("must be Off, Background or Inline.", $"{Section}:Mode");

        if (!Enum.IsDefined(options.InfectedContent))
            errors.AddError("must be Remove or Quarantine.", $"{Section}:InfectedContent");

        CheckTime(errors, nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        CheckTime(errors, nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));

        if (options.MaxConcurrentScans is < 1 or > 100)
            errors.AddError("must be between 1 and 100.", $"{Section}:MaxConcurrentScans");

        return errors.Build();
    }

    public ValidateOptionsResult Validate(string? name, ScanRetryOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        CheckTime(errors, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        CheckTime(errors, nameof(options.RetryInterval), options.RetryInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));

        if (options.MaxRetries is < 0 or > 10)
            errors.AddError("must be between 0 and 10.", $"{Section}:MaxRetries");

        return errors.Build();
    }

    public ValidateOptionsResult Validate(string? name, RescanOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        CheckTime(errors, nameof(options.RescanInterval), options.RescanInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));

        if (options.RescanAfter is { } age)
            CheckTime(errors, nameof(options.RescanAfter), age, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650));

        return errors.Build();
    }

    private static void CheckTime(ValidateOptionsResultBuilder errors, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            errors.AddError($"must be between {least:c} and {most:c}.", $"{Section}:{name}");
    }
}
