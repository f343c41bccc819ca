using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>Programs: refused whatever is declared and whatever is allowed.</summary>
internal static class ExecutableSignatures
{
    private const string ElfAbi = "System V ABI, ELF header";
    private const string MachO = "Apple, mach-o/loader.h";

    public static Signature[] All { get; } =
    [
        Program("'MZ'", "application/vnd.microsoft.portable-executable", "Microsoft PE Format", IsPortableExecutable),
        Program("'MZ'", "application/x-dosexec", "Microsoft MS-DOS EXE header", IsDosHeader),
        Program("'ZM'", "application/x-dosexec", "Microsoft MS-DOS EXE header", IsDosHeader),
        Program("7F 'ELF'", "application/x-elf", ElfAbi),
        Program("FEEDFACE", "application/x-mach-binary", MachO),
        Program("FEEDFACF", "application/x-mach-binary", MachO),
        Program("CEFAEDFE", "application/x-mach-binary", MachO),
        Program("CFFAEDFE", "application/x-mach-binary", MachO),
        Program("CAFEBABE 000000??", "application/x-mach-binary", "Apple, mach-o/fat.h", IsFatHeader),
        Program("CAFEBABF 000000??", "application/x-mach-binary", "Apple, mach-o/fat.h", IsFatHeader),
        Program("BEBAFECA ??000000", "application/x-mach-binary", "Apple, mach-o/fat.h"),
        Program("CAFEBABE", "application/java-vm", "Java Virtual Machine Specification 4.1", IsClassFile),
        Program("00 'asm'", "application/wasm", "WebAssembly Core Specification 5.5.16"),
        Program("'dex' 0A 3? 3? 3? 00", "application/x-dex", "Android, Dalvik Executable format"),
        Program("'dey' 0A 3? 3? 3? 00", "application/x-dex", "Android, dalvik/libdex/DexFile.h"),
        Program("'#!'", "text/x-script", "POSIX execve, Linux binfmt_script"),
        // The mark hides the line from a kernel, not from a shell that is handed the file.
        Program("EFBBBF '#!'", "text/x-script", "POSIX execve, Linux binfmt_script"),
        Program("4C000000 0114020000000000C000000000000046", "application/x-ms-shortcut", "[MS-SHLLINK] 2.1"),
        Program("'BC' C0DE", "application/x-llvm-bitcode", "LLVM Bitcode File Format"),
        Program("DEC0170B", "application/x-llvm-bitcode", "LLVM Bitcode File Format, wrapper"),
        Program("1B 'Lua' 5?", "application/x-lua-bytecode", "Lua, lundump.h"),
        Program("1B 'LJ' 0?", "application/x-lua-bytecode", "LuaJIT, lj_bcdump.h"),
        Program("'FWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        Program("'CWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        Program("'ZWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        new("0D0A 0?000000", "application/x-python-bytecode")
        {
            Offset = 2,
            IsExecutable = true,
            Source = "CPython, importlib MAGIC_NUMBER; PEP 552",
            Confirm = static head => head.Length >= 16 && BinaryPrimitives.ReadUInt16LittleEndian(head) is >= 3390 and < 4000 && head[4] <= 3,
        },
    ];

    private static Signature Program(string pattern, string contentType, string source, HeadCheck? confirm = null) =>
        new(pattern, contentType) { IsExecutable = true, Source = source, Confirm = confirm };

    private static bool IsPortableExecutable(ReadOnlySpan<byte> head)
    {
        if (head.Length < 64)
            return false;

        var header = BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
        return header <= head.Length - 4 && head[(int)header..].StartsWith("PE\0\0"u8);
    }

    // A note may begin with these two letters. A header never is text: its counts and addresses have zero bytes, and the address of the PE header
    // alone has two in any program below 16 MiB of stub.
    private static bool IsDosHeader(ReadOnlySpan<byte> head) => Bytes.HaveControls(head[..Math.Min(head.Length, 64)]);

    // Java's class files share the magic number; where they carry their version (45 and up) a fat header counts its architectures.
    private static bool IsFatHeader(ReadOnlySpan<byte> head) => head[7] is > 0 and < 45;

    private static bool IsClassFile(ReadOnlySpan<byte> head) => head.Length < 8 || BinaryPrimitives.ReadUInt16BigEndian(head[6..]) >= 45;

    private static bool IsFlash(ReadOnlySpan<byte> head) => head[3] is > 0 and < 64 && head[7] < 0x20;
}
