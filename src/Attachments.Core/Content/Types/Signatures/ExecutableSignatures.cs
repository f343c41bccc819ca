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
        // The AppImage mark is in the padding of the ELF header.
        Program("7F 'ELF' ???????? 'AI' 01", "application/vnd.appimage", "AppImage specification, type 1"),
        Program("7F 'ELF' ???????? 'AI' 02", "application/vnd.appimage", "AppImage specification, type 2"),
        Program("FEEDFACE", "application/x-mach-binary", MachO),
        Program("FEEDFACF", "application/x-mach-binary", MachO),
        Program("CEFAEDFE", "application/x-mach-binary", MachO),
        Program("CFFAEDFE", "application/x-mach-binary", MachO),
        Program("CAFEBABE 000000??", "application/x-mach-binary", "Apple, mach-o/fat.h", IsFatHeader),
        Program("CAFEBABF 000000??", "application/x-mach-binary", "Apple, mach-o/fat.h", IsFatHeader),
        Program("BEBAFECA ??000000", "application/x-mach-binary", "Apple, mach-o/fat.h"),
        Program("CAFEBABE", "application/java-vm", "Java Virtual Machine Specification 4.1", IsClassFile),
        Program("CAFED00D", "application/x-java-pack200", "Java, Pack200 archive 5"),
        Program(Containers.FirstEntry + "'META-INF/MANIFEST.MF'", "application/java-archive", "JAR File Specification", static head => ZipHead.BeginsWith(head, "META-INF/MANIFEST.MF"u8), Containers.Zip),
        Program(Containers.FirstEntry + "'META-INF/'", "application/java-archive", "JAR File Specification", static head => ZipHead.BeginsWith(head, "META-INF/"u8, "META-INF/MANIFEST.MF"u8), Containers.Zip),
        Program(Containers.FirstEntry, "application/vnd.android.package-archive", "Android, APK", static head => ZipHead.Has(head, "AndroidManifest.xml"u8), Containers.Zip),
        Program(OleHead.Signature, "application/x-msi", "[MS-CFB] 2.6.4; Windows Installer class ids", static head => OleHead.IsOf(head, OleHead.Installer), Containers.Ole),
        Program("'Cr24' 0?000000", "application/x-chrome-extension", "Chromium, CRX 2 and 3"),
        Program("00 'asm'", "application/wasm", "WebAssembly Core Specification 5.5.16"),
        Program("'dex' 0A 3? 3? 3? 00", "application/x-dex", "Android, Dalvik Executable format"),
        Program("'dey' 0A 3? 3? 3? 00", "application/x-dex", "Android, dalvik/libdex/DexFile.h"),
        Program("'BC' C0DE", "application/x-llvm-bitcode", "LLVM Bitcode File Format"),
        Program("DEC0170B", "application/x-llvm-bitcode", "LLVM Bitcode File Format, wrapper"),
        Program("1B 'Lua' 5?", "application/x-lua-bytecode", "Lua, lundump.h"),
        Program("1B 'LJ' 0?", "application/x-lua-bytecode", "LuaJIT, lj_bcdump.h"),
        Program("'FOR1' ???????? 'BEAM'", "application/x-erlang-bytecode", "Erlang/OTP, BEAM file format"),
        Program("000003F3 00000000", "application/x-amiga-executable", "AmigaDOS hunk format"),
        Program("'FWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        Program("'CWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        Program("'ZWS' ???????? ??", "application/x-shockwave-flash", "Adobe SWF File Format 19", IsFlash),
        // Before 3.7 the header was eight or twelve bytes: the time of the source follows, and the code's own mark.
        Program("???? 0D0A ???????? 63", "application/x-python-bytecode", "CPython, marshal of Python 2", static head => head.Length > 8 && BinaryPrimitives.ReadUInt16LittleEndian(head) is >= 50823 and <= 62211),
        Program("???? 0D0A ???????? ???????? E3", "application/x-python-bytecode", "CPython, marshal of Python 3.3 to 3.6", static head => BinaryPrimitives.ReadUInt16LittleEndian(head) is >= 3190 and < 3390),
        new("0D0A 0?000000", "application/x-python-bytecode")
        {
            Offset = 2,
            IsExecutable = true,
            Source = "CPython, importlib MAGIC_NUMBER; PEP 552",
            Confirm = static head => head.Length >= 16 && BinaryPrimitives.ReadUInt16LittleEndian(head) is >= 3390 and < 4000 && head[4] <= 3,
        },
    ];

    private static Signature Program(string pattern, string contentType, string source, HeadCheck? confirm = null, string? builtOn = null) =>
        new(pattern, contentType) { IsExecutable = true, Source = source, Confirm = confirm, BuiltOn = builtOn };

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

    private static bool IsFlash(ReadOnlySpan<byte> head) => head[3] is > 0 and < 64 && head[7] is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r');
}
