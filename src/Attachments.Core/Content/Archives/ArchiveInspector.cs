namespace Attachments.Content.Archives;

/// <summary>Looks into archives while they stream, and refuses what the options say (docs/archives.md).</summary>
internal sealed class ArchiveInspector(ArchiveRules rules) : IContentInspector
{
    // Whatever is declared: an archive is one by its bytes.
    public ContentInspection? Begin(InspectedUpload upload) => rules.Limits.MaxDepth == 0 ? null : new ArchiveInspection(rules, upload);
}
