using System.Collections.Concurrent;
using Attachments.Content;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning;

/// <summary>A scanner that says what a test tells it to, and remembers what it saw.</summary>
internal sealed class ScriptedScanner(string name = "scripted") : IBlobScanner
{
    private int live;

    public string Name => name;

    public bool CanScanInline { get; init; } = true;

    public bool WantsContent { get; init; } = true;

    /// <summary>Gets whether a file that is offered is read in place of the bytes.</summary>
    public bool TakesFiles { get; init; }

    /// <summary>Gets or sets what is said of every blob.</summary>
    public Func<byte[], ScanReport> Verdict { get; set; } = _ => Clean;

    public static ScanReport Clean { get; } = new(ScanVerdict.Clean, new ScannerVersion("Scripted 1", "7"));

    public static ScanReport Infected { get; } = new(ScanVerdict.Infected, new ScannerVersion("Scripted 1", "7"), "Eicar");

    public static ScanReport Unscannable { get; } = new(ScanVerdict.Unscannable, new ScannerVersion("Scripted 1", "7"), "Encrypted");

    public static ScanReport NoOpinion { get; } = new(ScanVerdict.NoOpinion, new ScannerVersion("Scripted 1"));

    /// <summary>Gets or sets what stands in the way of a scan's beginning, its bytes and its end.</summary>
    public Func<CancellationToken, ValueTask> OnBegin { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnWrite { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnComplete { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask<string?>> OnCheck { get; init; } = _ => default;

    public ScannerVersion Version { get; set; } = new("Scripted 1", "7");

    public ConcurrentQueue<byte[]> Scanned { get; } = [];

    public ConcurrentQueue<ScanTarget> Begun { get; } = [];

    /// <summary>Gets how many looks are not disposed yet.</summary>
    public int Live => Volatile.Read(ref live);

    public static Func<CancellationToken, ValueTask> Unavailable(TimeSpan? retryAfter = null) =>
        _ => throw new ScannerUnavailableException("Down.") { RetryAfter = retryAfter };

    public static Func<CancellationToken, ValueTask> Hang { get; } = token => new ValueTask(Task.Delay(Timeout.Infinite, token));

    public async ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        Begun.Enqueue(target);
        await OnBegin(cancellationToken);
        Interlocked.Increment(ref live);
        return new Scan(this);
    }

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) => new(Version);

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => OnCheck(cancellationToken);

    private sealed class Scan(ScriptedScanner scanner) : BlobScan
    {
        private readonly MemoryStream seen = new();

        private bool hasFile;

        public override bool WantsContent => scanner.WantsContent && !hasFile;

        public override ValueTask<bool> TryTakeFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
        {
            if (!scanner.TakesFiles)
                return base.TryTakeFileAsync(file, cancellationToken);

            var bytes = new byte[RandomAccess.GetLength(file)];
            RandomAccess.Read(file, bytes, 0);
            seen.Write(bytes);
            hasFile = true;
            return ValueTask.FromResult(true);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            await scanner.OnWrite(cancellationToken);
            seen.Write(bytes.Span);
        }

        public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
        {
            await scanner.OnComplete(cancellationToken);
            var bytes = seen.ToArray();
            scanner.Scanned.Enqueue(bytes);
            return scanner.Verdict(bytes);
        }

        public override ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref scanner.live);
            return base.DisposeAsync();
        }
    }
}
