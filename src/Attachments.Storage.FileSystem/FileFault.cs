namespace Attachments.Storage.FileSystem;

// Turns what the file system throws into what a store throws. The message carries no path; the inner exception does, for the log.
internal static class FileFault
{
    private const int UnixNoSpace = 28;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsQuotaExceeded = unchecked((int)0x8007050F);
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static int UnixQuotaExceeded => OperatingSystem.IsLinux() ? 122 : 69;

    private static int UnixWouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static BlobStoreException Wrap(string what, Exception cause) => IsFull(cause)
        ? new BlobStoreException($"The file system store could not {what}: there is no space left.", cause) { IsFull = true }
        : new BlobStoreException($"The file system store could not {what}: {Reason(cause)}.", cause);

    public static bool IsHeldByAnother(IOException exception) =>
        exception.HResult == (OperatingSystem.IsWindows() ? WindowsSharingViolation : UnixWouldBlock);

    public static string Reason(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "access was denied",
        FileNotFoundException or DirectoryNotFoundException => "a file or directory is missing",
        _ => $"an input/output error occurred ({cause.HResult & 0xFFFF})",
    };

    private static bool IsFull(Exception cause) => OperatingSystem.IsWindows()
        ? cause.HResult is WindowsDiskFull or WindowsHandleDiskFull or WindowsQuotaExceeded
        : cause.HResult == UnixNoSpace || cause.HResult == UnixQuotaExceeded;
}
