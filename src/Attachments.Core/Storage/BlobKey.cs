using Attachments.Access;

namespace Attachments.Storage;

/// <summary>Where a store keeps a blob.</summary>
/// <param name="Tenant">The tenant whose bytes they are. Its text is made by the host: a store escapes it before it becomes part of a path.</param>
/// <param name="Blob">The blob.</param>
public readonly record struct BlobKey(TenantId Tenant, BlobId Blob)
{
    /// <summary>Returns <c>tenant/blob</c>, for logs.</summary>
    public override string ToString() => $"{Tenant}/{Blob}";
}
