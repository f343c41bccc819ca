namespace Attachments.Scanning;

/// <summary>Looks for malware in bytes. Add as many as needed; the worst verdict wins.</summary>
/// <remarks>A singleton, safe for concurrent use. Prove an implementation with <c>BlobScannerConformanceTests</c> of the package Attachments.Testing.</remarks>
public interface IBlobScanner
{
    /// <summary>Gets the scanner's name as it shows in health reports, metrics and logs.</summary>
    /// <value>Lower case, without spaces, such as <c>clamav</c>. The same for ever.</value>
    string Name { get; }

    /// <summary>Gets whether a verdict can be had while the bytes stream in, before they are stored.</summary>
    /// <value>False for one that must know the digest, or find the bytes in the store, before it can begin.</value>
    bool CanScanInline { get; }

    /// <summary>Begins to look at the bytes of one blob.</summary>
    /// <param name="target">What is known of the blob.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The look, which the library disposes on every way out.</returns>
    /// <exception cref="ScannerUnavailableException">The scanner cannot look now. The scan is tried again later.</exception>
    ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken);

    /// <summary>Asks what would look at bytes now. Asked for rescans after an update of the signatures.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ScannerUnavailableException">The scanner cannot be asked now.</exception>
    ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Checks that the scanner can be reached, and that what it says can be trusted.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>A warning in one sentence, or null where all is well.</returns>
    /// <exception cref="ScannerUnavailableException">It cannot be reached or not be trusted; the message says why in one sentence without secrets, and what to change.</exception>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);
}
