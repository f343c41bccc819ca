using Attachments.Content.Types.Signatures;

namespace Attachments.Content.Types;

/// <summary>Tells types by our own table of signatures (docs/types-and-names.md).</summary>
internal sealed class SignatureContentTypeDetector : IContentTypeDetector
{
    public int HeadLength => SignatureTable.HeadLength;

    public ContentTypeMatch? Detect(ReadOnlySpan<byte> head) => SignatureTable.Find(head);

    public bool HasSignature(string contentType) => SignatureTable.Knows(contentType);

    public bool IsBuiltOn(string contentType, string container) => Containers.IsBuiltOn(contentType, container);
}
