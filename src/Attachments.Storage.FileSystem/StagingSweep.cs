namespace Attachments.Storage.FileSystem;

// Drops what dead writers left in the staging directory.
internal sealed class StagingSweep(StoreLayout layout)
{
    // On Unix "no sharing" is an exclusive lock, which a live writer's shared lock refuses; on Windows the writer's handle itself refuses.
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    public int Drop(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        var now = ReadClock();
        var dropped = 0;
        Exception? first = null;

        foreach (var path in Directory.EnumerateFiles(layout.StagingDirectory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path.AsSpan());

            try
            {
                // A probe lives for milliseconds, locked like a staging; an old one is left by a process that was killed in the middle of it.
                if (StoreLayout.IsProbeName(name))
                    TryDrop(path, now, untouchedFor);
                else if (StoreLayout.IsStagingName(name) && TryDrop(path, now, untouchedFor))
                    dropped++;
            }
            catch (Exception exception) when (FileFault.IsOne(exception))
            {
                // One file that cannot be dropped must not keep the others.
                first ??= exception;
            }
        }

        return first is null ? dropped : throw FileFault.Wrap("drop a staging", first);
    }

    // The file system's own clock, which also stamps the stagings: the clocks of two hosts that share a volume may be hours apart.
    public DateTime ReadClock()
    {
        using var probe = StagingFile.Create(layout.NewProbe(), expectedLength: null);

        try
        {
            return File.GetLastWriteTimeUtc(probe.Handle);
        }
        finally
        {
            File.Delete(probe.Path);
        }
    }

    private static bool TryDrop(string path, DateTime now, TimeSpan untouchedFor)
    {
        if (now - File.GetLastWriteTimeUtc(path) < untouchedFor)
            return false;

        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Alone);
            if (!OperatingSystem.IsWindows() && !Posix.TryLockExclusive(file))
                return false;

            // Asked again under the lock: the writer may have written and gone since.
            if (now - File.GetLastWriteTimeUtc(file) < untouchedFor)
                return false;

            File.Delete(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (FileFault.IsHeldByAnother(exception))
        {
            return false;
        }
    }
}
