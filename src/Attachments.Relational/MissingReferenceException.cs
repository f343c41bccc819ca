using Attachments.Persistence;

namespace Attachments.Relational;

// A row that the batch refers to is not there, and was not there in the tries before. Blobs are locked when they are referred to,
// so what is missing is the host's message.
internal sealed class MissingReferenceException(Exception innerException)
    : AttachmentDatabaseException("A row refers to another that is not there.", innerException);
