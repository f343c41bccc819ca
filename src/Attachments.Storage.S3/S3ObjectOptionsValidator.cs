using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

internal sealed class S3ObjectOptionsValidator : IValidateOptions<S3ObjectOptions>
{
    private const string Section = "Attachments:Storage:S3";

    public ValidateOptionsResult Validate(string? name, S3ObjectOptions options)
    {
        if (options.ServerSideEncryption is not (null or "" or "AES256" or "aws:kms" or "aws:kms:dsse"))
            return ValidateOptionsResult.Fail($"{Section}:ServerSideEncryption must be AES256, aws:kms or aws:kms:dsse.");

        var isByKms = options.ServerSideEncryption?.StartsWith("aws:kms", StringComparison.Ordinal) == true;
        return !isByKms && !string.IsNullOrEmpty(options.KmsKeyId)
            ? ValidateOptionsResult.Fail($"{Section}:KmsKeyId needs a ServerSideEncryption of aws:kms or aws:kms:dsse.")
            : ValidateOptionsResult.Success;
    }
}
