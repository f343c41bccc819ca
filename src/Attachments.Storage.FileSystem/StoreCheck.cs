namespace Attachments.Storage.FileSystem;

// Does once what every upload does: create, write, rename, read.
internal static class StoreCheck
{
    public static void Run(StoreLayout layout)
    {
        var path = layout.NewProbe();

        try
        {
            using var probe = StagingFile.Create(path, null);
            RandomAccess.Write(probe.Handle, "probe"u8, 0);

            // Always the same target, so that a check that is killed here leaves one small file at most.
            Rename(path, layout.ProbePath);

            Span<byte> read = stackalloc byte[5];
            if (RandomAccess.Read(probe.Handle, read, 0) != read.Length || !read.SequenceEqual("probe"u8))
                throw new BlobStoreException("The file system store does not give back what was written to it.");

            File.Delete(layout.ProbePath);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            File.Move(from, to, overwrite: true);
        else if (Posix.Rename(from, to) is not 0 and var error)
            throw Posix.Failure("rename from the staging directory to the blobs directory", error);
    }
}
