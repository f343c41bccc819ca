namespace Attachments.Scanning;

/// <summary>What one scanner says of bytes. In the order of their weight: of several the highest wins.</summary>
/// <remarks>A scanner that could not work now says nothing at all: it throws <see cref="ScannerUnavailableException"/>.</remarks>
public enum ScanVerdict
{
    /// <summary>The scanner has nothing to say of these bytes, for it has never seen them. Never enough for <see cref="ScanStatus.Safe"/> by itself.</summary>
    NoOpinion = 0,

    /// <summary>Every byte was looked at, and nothing was found.</summary>
    Clean = 1,

    /// <summary>Not every byte could be looked at (too large, encrypted, nested too deeply). Final.</summary>
    Unscannable = 2,

    /// <summary>Malware was found.</summary>
    Infected = 3,
}
