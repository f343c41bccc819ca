namespace Attachments.Persistence;

/// <summary>The database could not do what was asked.</summary>
public class AttachmentDatabaseException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public AttachmentDatabaseException()
        : base("The attachment database failed.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What could not be done.</param>
    public AttachmentDatabaseException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What could not be done.</param>
    /// <param name="innerException">Why.</param>
    public AttachmentDatabaseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets whether the database's disk is full.</summary>
    public bool IsFull { get; init; }
}
