namespace Attachments.Scanning;

/// <summary>A scanner could not look at bytes now. Never a verdict: the scan is tried again.</summary>
public class ScannerUnavailableException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public ScannerUnavailableException()
        : base("The scanner is unavailable.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What could not be done.</param>
    public ScannerUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What could not be done.</param>
    /// <param name="innerException">Why.</param>
    public ScannerUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets when trying again makes sense, where the scanner knows: a quota that is refilled, an analysis under way.</summary>
    /// <value>Null leaves it to the back-off. Where set, the try does not count against it.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether the scanner answers but cannot be trusted as it is configured, so that waiting will not help.</summary>
    public bool IsMisconfigured { get; init; }
}
