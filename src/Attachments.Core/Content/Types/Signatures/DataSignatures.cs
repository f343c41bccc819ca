namespace Attachments.Content.Types.Signatures;

/// <summary>Databases, captures, measurements, models and keys.</summary>
internal static class DataSignatures
{
    public static Signature[] All { get; } =
    [
        new("00010000 'Standard Jet DB' 00", "application/vnd.ms-access") { Source = "Microsoft Jet database header" },
        new("00010000 'Standard ACE DB' 00", "application/vnd.ms-access") { Source = "Microsoft ACE database header" },
        new("'SQLite format 3' 00", "application/vnd.sqlite3") { Source = "SQLite database file format 1.3" },
        new("A1B2C3D4 0002 0004", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("D4C3B2A1 0200 0400", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("A1B23C4D 0002 0004", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("4D3CB2A1 0200 0400", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("0A0D0D0A ???????? 1A2B3C4D", "application/x-pcapng") { Source = "draft-ietf-opsawg-pcapng 4.1" },
        new("0A0D0D0A ???????? 4D3C2B1A", "application/x-pcapng") { Source = "draft-ietf-opsawg-pcapng 4.1" },
        new("'regf'", "application/x-ms-registry-hive") { Source = "Windows registry file format", Confirm = static head => Bytes.HaveControls(head[4..Math.Min(head.Length, 64)]) },
        new("ACED0005", "application/x-java-serialized-object") { Source = "Java Object Serialization 6.4.2" },
        new("'bplist00'", "application/x-bplist") { Source = "Apple CFBinaryPList" },
        new("'DICM'", "application/dicom") { Offset = 128, Source = "DICOM PS3.10 7.1" },
        new("89 'HDF' 0D0A1A0A", "application/x-hdf5") { Source = "HDF5 file format 3.0 II.A" },
        new("0E031301", "application/x-hdf") { Source = "HDF4 specification 1" },
        new("'CDF' 01 ??", "application/x-netcdf") { Source = "NetCDF classic format", Confirm = static head => head[4] < 0x10 || head[4] == 0xFF },
        new("'CDF' 02 ??", "application/x-netcdf") { Source = "NetCDF 64-bit offset format", Confirm = static head => head[4] < 0x10 || head[4] == 0xFF },
        new("'PAR1' 15", "application/vnd.apache.parquet") { Source = "Apache Parquet file format" },
        new("'Obj' 01", "application/vnd.apache.avro") { Source = "Apache Avro 1.11, object container files" },
        new("'ARROW1' 0000", "application/vnd.apache.arrow.file") { Source = "Apache Arrow IPC file format" },
        new("93 'NUMPY' ??00", "application/x-npy") { Source = "NumPy Enhancement Proposal 1", Confirm = static head => head[6] is >= 1 and <= 3 },
        new("'MATLAB 5.0 MAT-file'", "application/x-matlab-data") { Source = "MATLAB MAT-file format, level 5" },
        new("'SIMPLE  =                    T'", "image/fits") { Source = "FITS standard 4.0, 4.4.1" },
        new("'$FL2@(#)'", "application/x-spss-sav") { Source = "PSPP, system file format" },
        new("0000270A ???????? ???????? ???????? ???????? ???????? ???????? E8030000", "application/vnd.shp") { Source = "ESRI shapefile technical description" },
        new("'glTF' 02000000", "model/gltf-binary") { Source = "glTF 2.0, 4.4" },
        new("'BLENDER' ?? 'v'", "application/x-blender") { Source = "Blender, blend file header", Confirm = IsBlender },
        new("'BLENDER' ?? 'V'", "application/x-blender") { Source = "Blender, blend file header", Confirm = IsBlender },
        new("'Kaydara FBX Binary  ' 00", "application/x-fbx") { Source = "Autodesk FBX binary header" },
        new("03D9A29A 67FB4BB5", "application/x-keepass2") { Source = "KeePass 2 database, KDBX" },
        new("'LUKS' BABE 000?", "application/x-luks") { Source = "LUKS on-disk format 1.2 and 2" },
        new("'d8:announce'", "application/x-bittorrent") { Source = "BEP 3" },
        new("FEEDFEED 0000000?", "application/x-java-keystore") { Source = "OpenJDK, JavaKeyStore.java" },
        new("'ElfFile' 00", "application/x-ms-evtx") { Source = "Windows XML event log" },
        new("'MDMP' 93A7", "application/x-dmp") { Source = "Microsoft MINIDUMP_HEADER" },
    ];

    // The size of pointers: a word that a note begins with has another character there.
    private static bool IsBlender(ReadOnlySpan<byte> head) => head[7] is (byte)'-' or (byte)'_';
}
