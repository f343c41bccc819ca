using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

// By hand: the attribute that bounds a TimeSpan is not trim-safe.
internal sealed class SweepingOptionsValidator : IValidateOptions<SweepingOptions>
{
    public ValidateOptionsResult Validate(string? name, SweepingOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        if (options.Interval < TimeSpan.FromMilliseconds(10) || options.Interval > TimeSpan.FromDays(1))
            errors.AddError("must be between 10 ms and 1 day.", "Attachments:Sweeping:Interval");

        if (options.GracePeriod < TimeSpan.FromMilliseconds(100) || options.GracePeriod > TimeSpan.FromDays(7))
            errors.AddError("must be between 100 ms and 7 days.", "Attachments:Sweeping:GracePeriod");

        if (options.BatchSize is < 1 or > 1000)
            errors.AddError("must be between 1 and 1,000.", "Attachments:Sweeping:BatchSize");

        if (options.RememberDeletedMessages < TimeSpan.FromSeconds(1) || options.RememberDeletedMessages > TimeSpan.FromDays(365))
            errors.AddError("must be between 1 second and 365 days.", "Attachments:Sweeping:RememberDeletedMessages");

        return errors.Build();
    }
}
