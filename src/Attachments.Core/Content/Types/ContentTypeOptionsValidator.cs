using Microsoft.Extensions.Options;

namespace Attachments.Content.Types;

/// <summary>Stops a host whose lists cannot be what was meant.</summary>
internal sealed class ContentTypeOptionsValidator : IValidateOptions<ContentTypeOptions>
{
    public ValidateOptionsResult Validate(string? name, ContentTypeOptions options)
    {
        var failures = new List<string>();

        foreach (var type in options.Allowed ?? [])
        {
            // A parameter would never be compared: better to say so than to drop it.
            if (type is null || type.Contains(';', StringComparison.Ordinal) || !MediaType.TryNormalize(type, out _))
                failures.Add($"Attachments:Types:Allowed: '{type}' is not a media type such as 'application/pdf' (without parameters or wildcards).");
        }

        foreach (var extension in options.RefusedExtensions ?? [])
        {
            if (extension is null || !IsExtension(extension.AsSpan().Trim()))
                failures.Add($"Attachments:Types:RefusedExtensions: '{extension}' is not a file name extension such as 'exe' or '.exe'.");
        }

        if (!Enum.IsDefined(options.Verification))
            failures.Add($"Attachments:Types:Verification: '{options.Verification}' is neither 'Lenient' nor 'Strict'.");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsExtension(ReadOnlySpan<char> text)
    {
        var extension = text.StartsWith('.') ? text[1..] : text;
        if (extension.Length is 0 or > 64)
            return false;

        foreach (var letter in extension)
        {
            // Only what follows the last dot is an extension: "tar.gz" would refuse nothing.
            if (letter is '.' or '/' or '\\' or ':' or '*' or '?' || char.IsWhiteSpace(letter) || char.IsControl(letter))
                return false;
        }

        return true;
    }
}
