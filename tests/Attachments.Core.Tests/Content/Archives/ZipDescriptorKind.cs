namespace Attachments.Content.Archives;

/// <summary>The forms of what stands behind an entry's data.</summary>
internal enum ZipDescriptorKind
{
    None,
    Signed,
    Bare,
    SignedWide,
    BareWide,
}
