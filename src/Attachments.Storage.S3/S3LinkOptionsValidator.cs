using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

internal sealed class S3LinkOptionsValidator : IValidateOptions<S3LinkOptions>
{
    // The longest that signature version 4 allows.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, S3LinkOptions options) =>
        options.LinkLifetime < TimeSpan.FromSeconds(1) || options.LinkLifetime > Longest
            ? ValidateOptionsResult.Fail("Attachments:Storage:S3:LinkLifetime must be from 1 second to 7 days.")
            : ValidateOptionsResult.Success;
}
