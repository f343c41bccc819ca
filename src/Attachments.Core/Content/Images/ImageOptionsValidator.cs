using Microsoft.Extensions.Options;

namespace Attachments.Content.Images;

internal sealed class ImageOptionsValidator : IValidateOptions<ImageOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        if (options.MaxImagePixels < 1)
            errors.AddError("must be at least 1, or not set.", "Attachments:Images:MaxImagePixels");

        if (options.MaxImageFrames < 1)
            errors.AddError("must be at least 1, or not set.", "Attachments:Images:MaxImageFrames");

        return errors.Build();
    }
}
