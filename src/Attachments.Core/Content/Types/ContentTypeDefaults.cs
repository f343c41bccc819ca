namespace Attachments.Content.Types;

/// <summary>What is accepted and refused where the options say nothing.</summary>
public static class ContentTypeDefaults
{
    /// <summary>Gets the media types that are accepted.</summary>
    public static IReadOnlyList<string> Allowed { get; } = ["text/plain"];

    /// <summary>Gets the file name extensions that are refused, lower case, without their dot.</summary>
    public static IReadOnlyList<string> RefusedExtensions { get; } = ["exe"];
}
