namespace Attachments.Content.Types;

/// <summary>Which types are accepted. Section <c>Attachments:Types</c>.</summary>
public sealed class ContentTypeOptions
{
    /// <summary>Gets or sets the media types that are accepted, without parameters.</summary>
    /// <value>Null, the default, accepts the types in <see cref="ContentTypeDefaults.Allowed"/>; an empty list accepts every type that is not executable.</value>
    public IList<string>? Allowed { get; set; }

    /// <summary>Gets or sets the file name extensions that are refused whatever the type, with or without their dot, in any case.</summary>
    /// <value>Null, the default, refuses those in <see cref="ContentTypeDefaults.RefusedExtensions"/>; an empty list refuses none.</value>
    public IList<string>? RefusedExtensions { get; set; }

    /// <summary>Gets or sets how strictly bytes are held against the declared type.</summary>
    /// <value>The default is <see cref="ContentTypeVerification.Lenient"/>.</value>
    public ContentTypeVerification Verification { get; set; }
}
