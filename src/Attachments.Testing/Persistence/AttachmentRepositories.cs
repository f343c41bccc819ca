using Attachments.Persistence;

namespace Attachments.Testing.Persistence;

/// <summary>The three repositories of one database.</summary>
/// <param name="Attachments">The attachments.</param>
/// <param name="Seals">The seals.</param>
/// <param name="Blobs">The blobs and strays.</param>
public sealed record AttachmentRepositories(IAttachmentRepository Attachments, ISealRepository Seals, IBlobRepository Blobs);
