using System.IO.Pipelines;
using Attachments.Storage;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Testing.Storage;

internal sealed class FaultyBlobReader(FaultyBlobStore store, byte[] bytes, long offset, long count) : BlobReader
{
    private const int BlockSize = 16 * 1024;

    private SafeFileHandle? file;

    // A correct one is there as well: without it the fact about files would prove nothing of them.
    public override SafeFileHandle? File => file ??= MakeFile();

    public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        store.ThrowIfCancelled(cancellationToken);
        var token = store.Has(Fault.IgnoresCancellation) ? CancellationToken.None : cancellationToken;
        if (offset + count > bytes.Length && !store.Has(Fault.ShortCopyWithoutError))
            throw new BlobStoreException("Too short.");

        var start = Math.Min(offset + (store.Has(Fault.StartsOneByteLate) ? 1 : 0), bytes.Length);
        var end = store.Has(Fault.CopiesToTheEndOfTheBlob) ? bytes.Length : Math.Min(offset + count, bytes.Length);

        for (var at = (int)start; at < end; at += BlockSize)
        {
            var block = bytes.AsMemory(at, (int)Math.Min(BlockSize, end - at));
            block.CopyTo(destination.GetMemory(block.Length));
            destination.Advance(block.Length);
            if (store.Has(Fault.NeverFlushes))
                continue;

            var flushing = destination.FlushAsync(token);
            if (store.Has(Fault.DoesNotWaitForFlushes))
                continue;

            if ((await flushing).IsCompleted)
            {
                if (store.Has(Fault.ReadsOnWithoutAReader))
                    continue;

                if (store.Has(Fault.ThrowsWithoutAReader))
                    throw new IOException("The pipe is closed.");

                return;
            }
        }

        if (store.Has(Fault.CompletesThePipe))
            await destination.CompleteAsync();
    }

    public override ValueTask DisposeAsync()
    {
        file?.Dispose();
        return ValueTask.CompletedTask;
    }

    private SafeFileHandle? MakeFile()
    {
        if ((offset > 0 || count < bytes.Length) && !store.Has(Fault.GivesAFileOfMore))
            return null;

        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var made = System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        RandomAccess.Write(made, store.Has(Fault.GivesAFileOfOtherBytes) ? new byte[bytes.Length] : bytes, 0);
        return made;
    }
}
