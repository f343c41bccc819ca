using System.Runtime.InteropServices;
using Attachments.Content;
using Attachments.Scanning;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Testing.Scanning;

internal sealed class FaultyScan(FaultyScanner scanner, ScannerFault fault) : BlobScan
{
    private readonly List<byte> own = [];
    private readonly List<ReadOnlyMemory<byte>> kept = [];
    private bool isDisposed;
    private bool isFile;

    public override bool WantsContent => !isFile || fault == ScannerFault.WantsTheBytesOfFilesToo;

    public override ValueTask<bool> TryTakeFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        isFile = true;
        if (fault != ScannerFault.TakesFilesUnseen)
        {
            var bytes = new byte[RandomAccess.GetLength(file)];
            RandomAccess.Read(file, bytes, 0);
            own.AddRange(bytes);
        }

        return ValueTask.FromResult(true);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        scanner.ThrowIfCancelledOrAway(cancellationToken);
        if (bytes.IsEmpty && fault == ScannerFault.FailsOnEmptyWrites)
            throw new ScannerUnavailableException("Nothing was written.");

        if (fault == ScannerFault.SharesItsState)
            Share(bytes);
        else if (fault == ScannerFault.KeepsTheCallersBuffer)
            kept.Add(bytes);
        else if (fault != ScannerFault.LooksAtTheFirstWriteAlone || own.Count == 0)
            own.AddRange(bytes.Span);

        return ValueTask.CompletedTask;
    }

    public override ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        scanner.ThrowIfCancelledOrAway(cancellationToken);
        foreach (var bytes in kept)
            own.AddRange(bytes.Span);

        var countsBytes = fault is not (ScannerFault.TakesFilesUnseen or ScannerFault.IgnoresTheLength or ScannerFault.LooksAtTheFirstWriteAlone or ScannerFault.SharesItsState);
        if (countsBytes && own.Count != length)
            throw new ScannerUnavailableException("Not all bytes were seen.");

        var isInfected = fault switch
        {
            ScannerFault.FindsNothing => false,
            ScannerFault.FindsEverything => length > 0,
            ScannerFault.FindsSomethingInNothing when length == 0 => true,
            ScannerFault.SharesItsState => HasEicar(scanner.Shared),
            _ => HasEicar(own),
        };
        var version = new ScannerVersion(fault == ScannerFault.ReportsAnotherVersion ? "Other 1.0" : "Faulty 1.0");
        return ValueTask.FromResult(new ScanReport(isInfected ? ScanVerdict.Infected : ScanVerdict.Clean, version, fault == ScannerFault.NamesNoThreat ? null : "Eicar"));
    }

    public override ValueTask DisposeAsync()
    {
        ObjectDisposedException.ThrowIf(isDisposed && fault == ScannerFault.FailsOnTheSecondDispose, this);

        if (!isDisposed)
            scanner.Close();

        isDisposed = true;
        return base.DisposeAsync();
    }

    private static bool HasEicar(List<byte> bytes)
    {
        lock (bytes)
            return CollectionsMarshal.AsSpan(bytes).IndexOf(InMemoryScanner.EicarFile.Span) >= 0;
    }

    private void Share(ReadOnlyMemory<byte> bytes)
    {
        lock (scanner.Shared)
            scanner.Shared.AddRange(bytes.Span);
    }
}
