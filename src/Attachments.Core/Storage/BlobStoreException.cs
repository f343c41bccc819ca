namespace Attachments.Storage;

/// <summary>A blob store could not do what was asked.</summary>
public class BlobStoreException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public BlobStoreException()
        : base("The blob store failed.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What could not be done.</param>
    public BlobStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What could not be done.</param>
    /// <param name="innerException">Why.</param>
    public BlobStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets whether there is no room left, so that trying again soon will not help.</summary>
    /// <value>The default is false: the store is unavailable for another reason.</value>
    public bool IsFull { get; init; }

    /// <summary>Gets whether what failed may still come true, as a request may that was sent and never answered.</summary>
    /// <value>The default is false: it has not happened, and will not. What is in doubt after a <see cref="BlobWriter.CommitAsync"/> leaves its key to a later sweep.</value>
    public bool IsInDoubt { get; init; }
}
