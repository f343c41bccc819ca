namespace Attachments.Ingestion;

/// <summary>An upload's content cannot be read to its end. Carries the refusal that the uploader is answered with.</summary>
/// <remarks>Thrown by a <see cref="UploadFile.Content"/> in mid-read, where a stream has no other way to refuse; the library turns it into the refusal.</remarks>
public sealed class UploadInterruptedException : IOException
{
    /// <summary>Makes an exception for content that ends early.</summary>
    public UploadInterruptedException()
        : this(Rejection.UploadInterrupted)
    {
    }

    /// <summary>Makes an exception for content that ends early.</summary>
    /// <param name="message">What happened.</param>
    public UploadInterruptedException(string message)
        : this(new Rejection(RejectionCode.UploadInterrupted, message))
    {
    }

    /// <summary>Makes an exception for content that ends early, with its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public UploadInterruptedException(string message, Exception? innerException)
        : base(message, innerException) => Rejection = new Rejection(RejectionCode.UploadInterrupted, message);

    /// <summary>Makes an exception that carries a refusal.</summary>
    /// <param name="rejection">The refusal.</param>
    public UploadInterruptedException(Rejection rejection)
        : base(rejection?.Detail) => Rejection = rejection ?? throw new ArgumentNullException(nameof(rejection));

    /// <summary>Gets the refusal that the uploader is answered with.</summary>
    public Rejection Rejection { get; }
}
