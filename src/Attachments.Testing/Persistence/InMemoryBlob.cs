using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

internal sealed record InMemoryBlob(BlobKey Key, ContentDigest Digest, long Length, ScanStatus Status);
