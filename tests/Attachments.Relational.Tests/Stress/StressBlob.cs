using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Tests.Stress;

// A blob's row as it stands in the database.
internal sealed record StressBlob(BlobKey Key, ContentDigest Digest, ScanStatus Status, BlobContentState Content, bool IsDue);
