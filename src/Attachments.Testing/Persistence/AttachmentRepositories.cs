using Attachments.Persistence;

namespace Attachments.Testing.Persistence;

/// <summary>The repositories of one database.</summary>
/// <param name="Attachments">The attachments.</param>
/// <param name="Seals">The seals.</param>
/// <param name="Blobs">The blobs and strays.</param>
/// <param name="Scans">The verdicts and leases.</param>
/// <param name="Quarantine">The quarantined blobs.</param>
/// <param name="Consistency">The blobs and strays of all tenants, to read.</param>
public sealed record AttachmentRepositories(
    IAttachmentRepository Attachments,
    ISealRepository Seals,
    IBlobRepository Blobs,
    IScanRepository Scans,
    IQuarantineRepository Quarantine,
    IConsistencyRepository Consistency);
