namespace Attachments.Crash.Deployments;

/// <summary>A row of the blobs' table.</summary>
/// <param name="Id">The blob.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Digest">The digest of its bytes, in hex.</param>
/// <param name="Length">The length of its bytes.</param>
/// <param name="Status">Its verdict.</param>
/// <param name="Content">What became of its bytes.</param>
/// <param name="Lease">The token of whoever has it, or of whoever had it last.</param>
/// <param name="IsDueLater">Whether its claim, or its postponement, is not over.</param>
internal sealed record BlobRow(Guid Id, string Tenant, string Digest, long Length, BlobStatus Status, BlobContent Content, Guid? Lease, bool IsDueLater)
{
    public bool HasBytes => Content != BlobContent.Removed;
}
