using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage.FileSystem;

// What .NET has no call for: fsync of a directory, a rename that never falls back to copying, and locks that also work on NFS.
[UnsupportedOSPlatform("windows")]
internal static partial class Posix
{
    private const int BadDescriptor = 9;
    private const int Interrupted = 4;
    private const int Invalid = 22;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int KeepSize = 1;
    private const uint WritebackStart = 2;

    public const int NotFound = 2;

    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    // O_RDONLY is 0 everywhere; close-on-exec keeps the descriptor out of processes that the host starts meanwhile.
    private static int OpenFlags =>
        OperatingSystem.IsLinux() ? 0x80000 : OperatingSystem.IsMacOS() ? 0x1000000 : OperatingSystem.IsFreeBSD() ? 0x100000 : 0;

    /// <summary>Makes the entries of a directory survive a power loss.</summary>
    public static void FlushDirectory(string path)
    {
        int descriptor;
        while ((descriptor = Open(path, OpenFlags)) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw Failure("open a directory");
        }

        try
        {
            while (FSync(descriptor) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                // Some network and user-space file systems know no fsync of directories; they have nothing better to offer.
                if (error is Invalid or BadDescriptor)
                    return;

                if (error != Interrupted)
                    throw Failure("flush a directory");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Asks the kernel to begin writing a range to the disk. A hint: it makes nothing durable, and what comes of it does not matter.</summary>
    [SupportedOSPlatform("linux")]
    public static void StartWriteback(SafeFileHandle file, long offset, long count) => _ = SyncFileRange(file, offset, count, WritebackStart);

    /// <summary>Reserves room for a range of a file, whose length stays as it is.</summary>
    /// <returns>False where there is none, or the file system knows no such thing: then there may be room for the bytes all the same.</returns>
    [SupportedOSPlatform("linux")]
    public static bool TryReserve(SafeFileHandle file, long offset, long count)
    {
        while (Allocate(file, KeepSize, (nint)offset, (nint)count) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                return false;
        }

        return true;
    }

    /// <summary>Renames a file atomically.</summary>
    /// <returns>0, or the error number. File.Move would copy where the target is on another file system, and a copy is not atomic.</returns>
    public static int Rename(string from, string to) => RenameFile(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Takes a shared lock for as long as the file is open, where the file system has locks.</summary>
    /// <returns>False where another process holds an exclusive one.</returns>
    // .NET takes none for writable files on NFS and SMB, where a shared lock needs a readable descriptor; ours is readable.
    public static bool TryLockShared(SafeFileHandle file) => TryLock(file, LockShared);

    /// <summary>Takes an exclusive lock for as long as the file is open, where the file system has locks.</summary>
    /// <returns>False where another process holds any lock.</returns>
    public static bool TryLockExclusive(SafeFileHandle file) => TryLock(file, LockExclusive);

    public static IOException Failure(string what, int? error = null)
    {
        var number = error ?? Marshal.GetLastPInvokeError();
        return new IOException($"Could not {what}: {Marshal.GetPInvokeErrorMessage(number)}", number);
    }

    private static bool TryLock(SafeFileHandle file, int kind) =>
        Lock(file, kind | LockNonBlocking) == 0 || Marshal.GetLastPInvokeError() != WouldBlock;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, nint offset, nint count);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = false)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);
}
