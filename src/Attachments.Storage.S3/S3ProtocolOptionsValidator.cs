using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

internal sealed class S3ProtocolOptionsValidator(IOptions<S3StoreOptions> store) : IValidateOptions<S3ProtocolOptions>
{
    // The SDK leaves a payload unsigned only over HTTPS, and it refuses with a sentence of its own on the first upload: here, at start.
    public ValidateOptionsResult Validate(string? name, S3ProtocolOptions options) =>
        options.ContentMd5 == true && store.Value.ServiceUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true
            ? ValidateOptionsResult.Fail("Attachments:Storage:S3:ContentMd5 needs a ServiceUrl that begins with https.")
            : ValidateOptionsResult.Success;
}
