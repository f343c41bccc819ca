namespace Attachments.Content;

/// <summary>Looks at every upload's bytes while they pass, and may refuse them. Add as many as needed.</summary>
public interface IContentInspector
{
    /// <summary>Begins to look at one upload.</summary>
    /// <param name="upload">What is known before the first byte.</param>
    /// <returns>The look at this upload, which the library disposes; null to let it pass unseen.</returns>
    ContentInspection? Begin(InspectedUpload upload);
}
