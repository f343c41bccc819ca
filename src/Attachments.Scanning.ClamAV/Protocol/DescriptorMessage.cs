using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>Sends an open file over a unix socket (<c>SCM_RIGHTS</c>; unix(7), sendmsg(2)), for which .NET has no call.</summary>
internal static partial class DescriptorMessage
{
    private const int Interrupted = 4;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int NoSignal = 0x4000;

    // cmsghdr: its length as a word, then level and type. What follows is aligned to a word, and so is the end.
    private static readonly int HeaderSize = IntPtr.Size + (2 * sizeof(int));

    /// <exception cref="IOException">The peer has hung up.</exception>
    public static void Send(SafeHandle socket, SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Descriptors are passed on Linux alone.");

        var isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            Send(socket, (int)file.DangerousGetHandle());
        }
        finally
        {
            if (isHeld)
                file.DangerousRelease();
        }
    }

    [SupportedOSPlatform("linux")]
    private static void Send(SafeHandle socket, int descriptor)
    {
        // Pinned, so that their addresses can be given away. The one byte is what the descriptor travels with; clamd ignores it.
        var payload = GC.AllocateArray<byte>(1, pinned: true);
        var control = GC.AllocateArray<byte>(HeaderSize + IntPtr.Size, pinned: true);
        var blocks = GC.AllocateArray<Block>(1, pinned: true);
        WriteControl(control, descriptor);
        blocks[0] = new Block { Start = AddressOf(payload), Length = 1 };
        var message = new Message { Blocks = AddressOf(blocks), BlockCount = 1, Control = AddressOf(control), ControlLength = control.Length };

        while (SendMessage(socket, in message, NoSignal) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"A file could not be handed to clamd: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }

        GC.KeepAlive(payload);
        GC.KeepAlive(control);
        GC.KeepAlive(blocks);
    }

    private static void WriteControl(Span<byte> control, int descriptor)
    {
        MemoryMarshal.Write(control, (nint)(HeaderSize + sizeof(int)));
        MemoryMarshal.Write(control[IntPtr.Size..], SocketLevel);
        MemoryMarshal.Write(control[(IntPtr.Size + sizeof(int))..], Rights);
        MemoryMarshal.Write(control[HeaderSize..], descriptor);
    }

    private static nint AddressOf<T>(T[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeHandle socket, in Message message, int flags);

    // iovec
    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public nint Start;
        public nint Length;
    }

    // msghdr. musl counts blocks and control bytes in 32 bits and pads them with zeros, which is the same on little-endian machines.
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public nint Name;
        public uint NameLength;
        public nint Blocks;
        public nint BlockCount;
        public nint Control;
        public nint ControlLength;
        public int Flags;
    }
}
