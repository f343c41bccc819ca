namespace Attachments.Ingestion;

/// <summary>Where an upload's file comes from: a form, a stream, an assembled session.</summary>
/// <remarks>
/// The library calls <see cref="OpenAsync"/> once, reads <see cref="UploadFile.Content"/> to its end unless it refuses, then calls
/// <see cref="CompleteAsync"/>. It does not dispose the content.
/// </remarks>
public abstract class UploadSource
{
    /// <summary>Gets the name that the uploader gave instead of the file's own; null where there is none.</summary>
    /// <remarks>A form may carry it before or behind the file: it is looked at after <see cref="OpenAsync"/> and again after <see cref="CompleteAsync"/>.</remarks>
    public virtual string? FileNameOverride => null;

    /// <summary>Finds the file.</summary>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The file, or a refusal where there is none.</returns>
    public abstract ValueTask<AttachmentResult<UploadFile>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads what stands behind the file, once its content has been read to the end.</summary>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>A refusal where the rest is not as it must be; else null.</returns>
    public virtual ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken) => default;

    /// <summary>Makes a source of a stream.</summary>
    /// <param name="content">The bytes, read from the stream's position to its end. The caller disposes it.</param>
    /// <param name="fileName">The file's name, which will be cleaned.</param>
    /// <param name="contentType">The declared media type; null leaves it to the name's extension.</param>
    public static UploadSource FromStream(Stream content, string? fileName, string? contentType = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        var length = content.CanSeek ? content.Length - content.Position : (long?)null;
        return new StreamSource(new UploadFile(content) { FileName = fileName, ContentType = contentType, ExpectedLength = length });
    }

    private sealed class StreamSource(UploadFile file) : UploadSource
    {
        public override ValueTask<AttachmentResult<UploadFile>> OpenAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<AttachmentResult<UploadFile>>(file);
    }
}
