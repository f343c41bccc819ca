using System.Diagnostics;
using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Scanning;

/// <summary>Proves that an <see cref="IBlobScanner"/> keeps what its documentation promises.</summary>
/// <remarks>
/// Derive a class in a test project that references <c>xunit.v3</c>, and give it a scanner. xunit makes one instance of the class for each fact,
/// and so one scanner; facts of one class run one after the other.
/// </remarks>
public abstract partial class BlobScannerConformanceTests : IAsyncLifetime
{
    private IBlobScanner? scanner;

    /// <summary>Gets the scanner under test.</summary>
    protected IBlobScanner Scanner => scanner ?? throw new InvalidOperationException("The scanner is made when a fact starts.");

    /// <summary>Gets bytes that the scanner calls infected.</summary>
    /// <value>The default is the EICAR test file.</value>
    protected virtual ReadOnlyMemory<byte> InfectedBytes => InMemoryScanner.EicarFile;

    /// <summary>Gets how many connections, jobs or the like the scanner has open now.</summary>
    /// <value>Null, the default, where that cannot be counted; the facts that need it are then skipped.</value>
    protected virtual int? OpenConnections => null;

    /// <summary>Gets how long a fact waits for what must come.</summary>
    /// <value>The default is one minute: it only turns a hang into a failure.</value>
    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the scanner of one fact, which can do its work.</summary>
    protected abstract ValueTask<IBlobScanner> CreateScannerAsync();

    /// <summary>Makes a scanner whose service cannot be reached.</summary>
    protected abstract ValueTask<IBlobScanner> CreateUnreachableScannerAsync();

    /// <summary>Makes what a scan is told of some bytes before the first of them.</summary>
    /// <param name="bytes">All the bytes.</param>
    /// <returns>A target of which nothing is known but its key. Override where the scanner needs more: the digest, or the bytes in a store.</returns>
    protected virtual ValueTask<ScanTarget> CreateTargetAsync(byte[] bytes) =>
        ValueTask.FromResult(new ScanTarget(new BlobKey(TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7()))));

    /// <summary>Makes the scanner. An override calls the base.</summary>
    public virtual async ValueTask InitializeAsync() => scanner = await CreateScannerAsync();

    /// <summary>Frees what <see cref="CreateScannerAsync"/> took, and the scanner itself where it is disposable. An override calls the base.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (scanner is IAsyncDisposable asyncDisposable)
            await asyncDisposable.DisposeAsync();
        else if (scanner is IDisposable disposable)
            disposable.Dispose();
    }

    [Fact]
    public async Task CheckAsync_warns_of_nothing_where_all_is_well() => Assert.Null(await Scanner.CheckAsync(Token));

    [Fact]
    public async Task ReadVersionAsync_names_the_engine()
    {
        var version = await Scanner.ReadVersionAsync(Token);

        Assert.False(string.IsNullOrWhiteSpace(version.Engine));
        Assert.NotEqual("", version.Signatures);
    }

    [Fact]
    public void The_name_is_lower_case_and_without_spaces()
    {
        Assert.Matches("^[a-z0-9][a-z0-9-]*$", Scanner.Name);
        Assert.Equal(Scanner.Name, Scanner.Name);
    }

    [Fact]
    public async Task CheckAsync_is_cancelled_by_its_token() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scanner.CheckAsync(new CancellationToken(canceled: true)).AsTask());

    [Fact]
    public async Task ReadVersionAsync_is_cancelled_by_its_token() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scanner.ReadVersionAsync(new CancellationToken(canceled: true)).AsTask());

    // Bytes that differ at every place and in which nothing is found. A few seeds are enough to tell blobs apart.
    private static byte[] NewBytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // Not a secret: the bytes only have to be the same in every run.
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    private async Task<ScanReport> ScanAsync(byte[] bytes, int blockSize = 128 * 1024)
    {
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);
        await WriteAsync(scan, bytes, blockSize);
        return await CompleteAsync(scan, bytes);
    }

    private static async Task WriteAsync(BlobScan scan, byte[] bytes, int blockSize)
    {
        // The buffer is the writer's, who fills it anew: what a scanner keeps, it must have copied.
        var buffer = new byte[blockSize];
        for (var at = 0; at < bytes.Length && scan.WantsContent; at += blockSize)
        {
            var block = buffer.AsMemory(0, Math.Min(blockSize, bytes.Length - at));
            bytes.AsMemory(at, block.Length).CopyTo(block);
            await scan.WriteAsync(block, Token);
            block.Span.Clear();
        }
    }

    private async Task<ScanReport> CompleteAsync(BlobScan scan, byte[] bytes) =>
        await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token).AsTask().WaitAsync(Patience, Token);

    private async Task AssertEventuallyClosedAsync()
    {
        var waiting = Stopwatch.StartNew();
        while (OpenConnections != 0)
        {
            Assert.True(waiting.Elapsed < Patience, $"{OpenConnections} connections stayed open.");
            await Task.Delay(10, Token);
        }
    }
}
