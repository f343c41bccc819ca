using Microsoft.Extensions.Options;

namespace Attachments;

// By hand: the generated validator drops an attribute's own message, and prints a bound of 9.22E+18.
internal sealed class AttachmentsOptionsValidator : IValidateOptions<AttachmentsOptions>
{
    public ValidateOptionsResult Validate(string? name, AttachmentsOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        if (options.MaxAttachmentSize < 1)
            errors.AddError("must be at least 1 byte.", "Attachments:MaxAttachmentSize");

        if (options.MaxAttachmentsPerMessage < 1)
            errors.AddError("must be at least 1.", "Attachments:MaxAttachmentsPerMessage");

        return errors.Build();
    }
}
