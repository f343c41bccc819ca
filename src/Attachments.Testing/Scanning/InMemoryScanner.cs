using System.Text;
using Attachments.Scanning;

namespace Attachments.Testing.Scanning;

/// <summary>A scanner without a daemon, for the tests of an application: it finds the EICAR test file, and says and does what a test tells it to.</summary>
/// <remarks>Passes <see cref="BlobScannerConformanceTests"/>. Safe for concurrent use; what is set counts for scans that complete afterwards.</remarks>
/// <param name="name">The scanner's name, lower case.</param>
/// <param name="clock">By which <see cref="Latency"/> goes. The default is the system's.</param>
public sealed class InMemoryScanner(string name = "in-memory", TimeProvider? clock = null) : IBlobScanner
{
    // Backwards, so that no scanner takes this assembly for the test file.
    private const string Backwards = """*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\4[PA@%P!O5X""";

    private int openScans;
    private int completedScans;

    /// <summary>Gets the 68 bytes of the EICAR test file, which every scanner calls infected and which do no harm.</summary>
    public static ReadOnlyMemory<byte> EicarFile { get; } = Encoding.ASCII.GetBytes(Backwards).Reverse().ToArray();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    /// <value>The default is true.</value>
    public bool CanScanInline { get; set; } = true;

    /// <summary>Gets or sets what the scanner says it is.</summary>
    /// <value>The default is <c>InMemory 1.0</c> with signatures <c>1</c>.</value>
    public ScannerVersion Version { get; set; } = new("InMemory 1.0", "1");

    /// <summary>Gets or sets the verdict on every blob.</summary>
    /// <value>The default is null: bytes that hold the EICAR test file are infected, all others clean.</value>
    public ScanVerdict? Verdict { get; set; }

    /// <summary>Gets or sets why the scanner is away; every call fails with it.</summary>
    /// <value>The default is null: it is there.</value>
    public ScannerUnavailableException? Outage { get; set; }

    /// <summary>Gets or sets what a check of the scanner's health warns of.</summary>
    /// <value>The default is null: of nothing.</value>
    public string? Warning { get; set; }

    /// <summary>Gets or sets how long a verdict takes after the last byte.</summary>
    /// <value>The default is zero. <see cref="Timeout.InfiniteTimeSpan"/> for a scanner that hangs.</value>
    public TimeSpan Latency { get; set; }

    /// <summary>Gets how many scans are under way.</summary>
    public int OpenScans => Volatile.Read(ref openScans);

    /// <summary>Gets how many verdicts were given.</summary>
    public int CompletedScans => Volatile.Read(ref completedScans);

    internal TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAway();
        Interlocked.Increment(ref openScans);
        return ValueTask.FromResult<BlobScan>(new InMemoryScan(this));
    }

    /// <inheritdoc/>
    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAway();
        return ValueTask.FromResult(Version);
    }

    /// <inheritdoc/>
    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAway();
        return ValueTask.FromResult(Warning);
    }

    internal void ThrowIfAway()
    {
        if (Outage is { } outage)
            throw outage;
    }

    internal void CountCompleted() => Interlocked.Increment(ref completedScans);

    internal void CountClosed() => Interlocked.Decrement(ref openScans);
}
