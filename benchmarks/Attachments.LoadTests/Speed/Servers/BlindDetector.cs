using Attachments.Content.Types;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Finds nothing in any bytes, so that what is declared counts.</summary>
internal sealed class BlindDetector : IContentTypeDetector
{
    public int HeadLength => 1;

    public ContentTypeMatch? Detect(ReadOnlySpan<byte> head) => null;

    public bool HasSignature(string contentType) => false;

    public bool IsBuiltOn(string contentType, string container) => false;
}
