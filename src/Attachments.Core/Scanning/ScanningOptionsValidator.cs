using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

internal sealed class ScanningOptionsValidator : IValidateOptions<ScanningOptions>
{
    // The binder takes any number for an enumeration's value.
    public ValidateOptionsResult Validate(string? name, ScanningOptions options) => Enum.IsDefined(options.Mode)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Attachments:Scanning:Mode must be Off, Background or Inline.");
}
