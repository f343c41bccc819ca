using System.Buffers;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Download;

/// <summary>Stops a host whose list of inline types cannot be what was meant.</summary>
internal sealed class InlineContentTypesValidator : IValidateOptions<AttachmentsHttpOptions>
{
    // RFC 9110's token, without the star, which stands for a whole subtype only.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public ValidateOptionsResult Validate(string? name, AttachmentsHttpOptions options)
    {
        var failures = new List<string>();
        foreach (var type in options.InlineContentTypes ?? [])
        {
            if (type is null || !IsTypeOrRange(type))
                failures.Add($"Attachments:Http:InlineContentTypes: '{type}' is neither a media type such as 'image/png' (without parameters) nor all of its subtypes, such as 'audio/*'.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsTypeOrRange(string text)
    {
        var slash = text.IndexOf('/');
        return slash >= 0 && IsToken(text.AsSpan(0, slash)) && (text.AsSpan(slash + 1) is "*" || IsToken(text.AsSpan(slash + 1)));
    }

    private static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);
}
