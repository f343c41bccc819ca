using System.Formats.Tar;
using System.Text;
using Xunit;

namespace Attachments.Content.Archives;

public sealed class TarFormatTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 200).Select(line => $"line {line} of a report")));

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Sound_archive_is_accepted(TarEntryFormat format)
    {
        var tar = Make(format, ("a.txt", TarEntryType.RegularFile, Text), ("folder", TarEntryType.Directory, []), ("folder/b.txt", TarEntryType.RegularFile, []));

        Assert.Null(await Inspecting.InspectAsync(tar));
        Assert.Null(await new Inspecting { BlockLength = 100 }.RunAsync(tar));
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar, "program.exe", ".exe")]
    [InlineData(TarEntryFormat.Pax, "program.exe", ".exe")]
    [InlineData(TarEntryFormat.Gnu, "program.exe", ".exe")]
    [InlineData(TarEntryFormat.Ustar, "../a.txt", "leads out")]
    [InlineData(TarEntryFormat.Pax, "/etc/a.txt", "leads out")]
    public async Task Name_is_held_to_the_rules(TarEntryFormat format, string name, string reason) =>
        AssertRefused(reason, await Inspecting.InspectAsync(Make(format, (name, TarEntryType.RegularFile, Text))));

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Name_longer_than_its_field_is_held_to_the_rules(TarEntryFormat format)
    {
        var name = string.Join('/', Enumerable.Repeat("folder-with-a-long-name", 20)) + "/a.exe";

        AssertRefused(".exe", await Inspecting.InspectAsync(Make(format, (name, TarEntryType.RegularFile, Text))));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public async Task Link_or_device_is_refused(TarEntryType type) => AssertRefused("neither a file nor a folder", await Inspecting.InspectAsync(Make(TarEntryFormat.Pax, ("a.txt", type, []))));

    [Fact]
    public async Task Program_is_refused_by_its_content() =>
        AssertRefused("program", await Inspecting.InspectAsync(Make(TarEntryFormat.Pax, ("a.txt", TarEntryType.RegularFile, [.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[100]]))));

    [Fact]
    public async Task Bytes_behind_the_end_are_refused() =>
        AssertRefused("behind its end", await Inspecting.InspectAsync([.. Make(TarEntryFormat.Ustar, ("a.txt", TarEntryType.RegularFile, Text)), .. Text]));

    [Fact]
    public async Task Attributes_that_claim_gigabytes_are_refused()
    {
        var tar = Make(TarEntryFormat.Gnu, (new string('a', 150), TarEntryType.RegularFile, Text));
        Patch(tar, 0, "77777777777 "u8);

        AssertRefused("damaged", await Inspecting.InspectAsync(tar));
    }

    [Fact]
    public async Task Header_with_a_wrong_checksum_is_refused()
    {
        var tar = Make(TarEntryFormat.Ustar, ("a.txt", TarEntryType.RegularFile, Text), ("b.txt", TarEntryType.RegularFile, Text));
        var second = 512 + ((Text.Length + 511) / 512 * 512);
        tar[second] ^= 1;

        AssertRefused("damaged", await Inspecting.InspectAsync(tar));
    }

    [Fact]
    public async Task Length_in_the_attributes_counts()
    {
        // The header says that the entry is empty; what follows would then be read as a header.
        var tar = Make(TarEntryFormat.Pax, ("a.txt", TarEntryType.RegularFile, Text));
        var header = IndexOfHeader(tar, "a.txt", (byte)'0');
        Patch(tar, header, "00000000000 "u8);

        AssertRefused("damaged", await Inspecting.InspectAsync(tar));
    }

    // What some readers make of these has another name, or begins elsewhere.
    [Fact]
    public async Task Folder_with_a_length_is_refused()
    {
        byte[] tar = [.. Header("folder/", '5', 1024), .. Header("a.txt", '0', 0), .. new byte[512], .. new byte[1024]];

        AssertRefused("damaged", await Inspecting.InspectAsync(tar));
    }

    [Theory]
    [InlineData("GNU.sparse.name=a.exe", "neither a file nor a folder")]
    [InlineData("GNU.sparse.major=1", "neither a file nor a folder")]
    [InlineData("path=a.exe", ".exe")]
    public async Task Attributes_of_an_entry_are_held_to_the_rules(string attribute, string reason)
    {
        byte[] tar = [.. Attributes('x', attribute), .. Header("a.txt", '0', 0), .. new byte[1024]];

        AssertRefused(reason, await Inspecting.InspectAsync(tar));
    }

    [Theory]
    [InlineData("path=a.txt")]
    [InlineData("size=5")]
    [InlineData("GNU.sparse.major=1")]
    public async Task Attribute_that_would_name_all_entries_is_refused(string attribute) =>
        AssertRefused("damaged", await Inspecting.InspectAsync([.. Attributes('g', attribute), .. Header("a.txt", '0', 0), .. new byte[1024]]));

    [Fact]
    public async Task Comment_for_all_entries_is_accepted() =>
        Assert.Null(await Inspecting.InspectAsync([.. Attributes('g', "comment=0123456789abcdef"), .. Header("a.txt", '0', 0), .. new byte[1024]]));

    [Theory]
    [InlineData("a.exe", "path=a.txt")]
    [InlineData("a.txt", "path=a.exe")]
    public async Task Either_of_two_long_names_is_held_to_the_rules(string longName, string attribute)
    {
        byte[] pax = Attributes('x', attribute), gnu = LongName(longName);

        AssertRefused(".exe", await Inspecting.InspectAsync([.. pax, .. gnu, .. Header("b.txt", '0', 0), .. new byte[1024]]));
        AssertRefused(".exe", await Inspecting.InspectAsync([.. gnu, .. pax, .. Header("b.txt", '0', 0), .. new byte[1024]]));
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Sound_archive_can_be_looked_into(TarEntryFormat format)
    {
        var inspecting = new Inspecting { FileName = "a.tar", ContentType = "application/x-tar" };
        inspecting.Limits.Unreadable = UnreadableArchives.Refuse;

        Assert.Null(await inspecting.RunAsync(Make(format, ("a.txt", TarEntryType.RegularFile, Text))));
    }

    // Writers put the beginning of a long name into the header.
    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Long_name_whose_beginning_looks_like_a_script_is_accepted(TarEntryFormat format) =>
        Assert.Null(await Inspecting.InspectAsync(Make(format, (new string('a', 97) + ".json", TarEntryType.RegularFile, Text))));

    // As Go writes them: in place of other letters nothing.
    [Theory]
    [InlineData("\u6587\u6863/\u62A5.txt", "/.txt", null)]
    [InlineData("\u6587\u6863/", "/", null)]
    [InlineData("\u6587/a.exe", "/a.exe", ".exe")]
    [InlineData("a.txt", "/a.txt", "leads out")]
    public async Task Name_without_its_other_letters_is_held_to_the_rules(string name, string inHeader, string? reason)
    {
        var rejection = await Inspecting.InspectAsync([.. Attributes('x', $"path={name}"), .. Header(inHeader, name.EndsWith('/') ? '5' : '0', 0), .. new byte[1024]]);

        if (reason is null)
            Assert.Null(rejection);
        else
            AssertRefused(reason, rejection);
    }

    // Some readers go by the one, some by the other.
    [Fact]
    public async Task Lengths_that_differ_are_refused() =>
        AssertRefused("damaged", await Inspecting.InspectAsync([.. Attributes('x', "size=512"), .. Header("a.txt", '0', 1024), .. new byte[1024], .. new byte[1024]]));

    // More than the header's digits can write: an honest one says nothing then, and some readers take what follows for the next header.
    [Theory]
    [InlineData(0, "a.txt", null)]
    [InlineData(0, "a.exe", ".exe")]
    [InlineData(512, "a.txt", "damaged")]
    public async Task Length_that_has_no_room_in_the_header_is_not_another_one_there(int inHeader, string next, string? reason)
    {
        var rejection = await Inspecting.InspectAsync([.. Attributes('x', "size=8589934592"), .. Header("b.txt", '0', inHeader), .. Header(next, '0', 0), .. new byte[1024]]);

        if (reason is null)
            Assert.Null(rejection);
        else
            AssertRefused(reason, rejection);
    }

    [Fact]
    public async Task Attributes_of_a_volume_are_refused() =>
        AssertRefused("damaged", await Inspecting.InspectAsync([.. Attributes('x', "comment=a"), .. Header("backup", 'V', 0), .. Header("a.txt", '0', 0), .. new byte[1024]]));

    [Fact]
    public async Task Name_longer_than_any_systems_is_refused() =>
        AssertRefused("damaged", await Inspecting.InspectAsync([.. LongName(new string('a', 5000)), .. Header("a.txt", '0', 0), .. new byte[1024]]));

    // Some readers take it where the other one is too long for them, or stands behind what makes no sense to them.
    [Fact]
    public async Task Name_that_another_one_replaces_is_held_to_the_rules()
    {
        AssertRefused(".exe", await Inspecting.InspectAsync([.. LongName(new string('a', 400)), .. Header("a.exe", '0', 0), .. new byte[1024]]));
        AssertRefused(".exe", await Inspecting.InspectAsync([.. Attributes('x', "path=a.txt"), .. Header("a.exe", '0', 0), .. new byte[1024]]));
    }

    [Fact]
    public async Task Prefix_without_a_mark_of_its_form_is_held_to_the_rules()
    {
        byte[] header = Header("a.txt", '0', 0, prefix: "../../etc");

        AssertRefused("leads out", await Inspecting.InspectAsync([.. header, .. new byte[1024]]));
        AssertRefused("leads out", await Inspecting.InspectAsync([.. Attributes('x', "path=a.txt"), .. header, .. new byte[1024]]));
    }

    // Only a field that is full may hold a longer name's beginning.
    [Fact]
    public async Task Name_with_a_long_prefix_is_held_to_the_rules_where_another_one_replaces_it()
    {
        var prefix = new string('d', 95);
        byte[] header = Header("run.js", '0', 0, prefix: prefix, mark: "ustar\0");

        AssertRefused(".js", await Inspecting.InspectAsync([.. Attributes('x', $"path={prefix}/run.json"), .. header, .. new byte[1024]]));
    }

    // GNU's tar leaves on the disk what there is of it.
    [Theory]
    [InlineData("\u007FELF\u0002\u0001\u0001", "program")]
    [InlineData("PK\u0003\u0004", null)]
    public async Task Entry_that_is_cut_off_is_looked_at_however_short_it_is(string head, string? reason)
    {
        byte[] tar = [.. Header("a.bin", '0', 1024), .. Encoding.Latin1.GetBytes(head), .. new byte[200]];

        var rejection = await Inspecting.InspectAsync(tar);

        if (reason is null)
            Assert.Null(rejection);
        else
            AssertRefused(reason, rejection);
    }

    [Fact]
    public async Task Archive_in_an_entry_that_is_cut_off_is_looked_into()
    {
        var zip = ZipBytes.Of(("a.exe", "program"u8.ToArray()));

        AssertRefused(".exe", await Inspecting.InspectAsync([.. Header("a.zip", '0', zip.Length + 1), .. zip]));
    }

    // Some readers unpack it as a file, and some look for the next header where its content would be.
    [Fact]
    public async Task Name_of_a_volume_is_held_to_the_rules_and_has_no_content()
    {
        Assert.Null(await Inspecting.InspectAsync([.. Header("backup", 'V', 0), .. Header("a.txt", '0', 0), .. new byte[1024]]));
        AssertRefused("leads out", await Inspecting.InspectAsync([.. Header("../a", 'V', 0), .. Header("a.txt", '0', 0), .. new byte[1024]]));
        AssertRefused("damaged", await Inspecting.InspectAsync([.. Header("backup", 'V', 512), .. Header("a.exe", '0', 0), .. new byte[1024]]));
    }

    // Bytes of many formats have room for a tar's checksum.
    [Fact]
    public async Task What_cannot_be_looked_into_does_not_pass_as_a_tar()
    {
        var disguised = Header("7z\u00BC\u00AF\u0027\u001C", '0', 0);
        var inspecting = new Inspecting { FileName = "a.7z", ContentType = "application/x-7z-compressed" };
        inspecting.Limits.Unreadable = UnreadableArchives.Refuse;

        AssertRefused("cannot be looked into", await inspecting.RunAsync([.. disguised, .. new byte[1024]]));
    }

    // Some readers take it for 0, and the bytes of both signs add up to that.
    [Fact]
    public async Task Archive_with_a_checksum_without_a_digit_is_looked_into()
    {
        var bytes = new byte[2048];
        "a.exe"u8.CopyTo(bytes);
        bytes.AsSpan(148, 8).Fill((byte)' ');
        var rest = 256 + bytes.AsSpan(0, 148).ToArray().Sum(static one => one);
        for (var at = 400; rest > 0; at++)
        {
            bytes[at] = (byte)(256 - Math.Min(rest, 128));
            rest -= Math.Min(rest, 128);
        }

        AssertRefused(".exe", await new Inspecting { FileName = "a", ContentType = "application/octet-stream" }.RunAsync(bytes));
    }

    [Fact]
    public async Task Tar_that_begins_as_something_else_is_refused()
    {
        byte[] disguised = [.. Header("PK\u0003\u0004", '0', 0), .. new byte[1024]];

        AssertRefused("two things", await new Inspecting { Formats = [new Tar.TarFormat(), new Zip.ZipFormat()] }.RunAsync(disguised));
    }

    [Fact]
    public async Task Two_of_the_same_kind_for_one_entry_are_refused()
    {
        AssertRefused("damaged", await Inspecting.InspectAsync([.. Attributes('x', "path=a.exe"), .. Attributes('x', "path=a.txt"), .. Header("b.txt", '0', 0), .. new byte[1024]]));
        AssertRefused("damaged", await Inspecting.InspectAsync([.. LongName("a.exe"), .. LongName("a.txt"), .. Header("b.txt", '0', 0), .. new byte[1024]]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Archive_of_the_oldest_form_is_looked_into(bool takesSigns)
    {
        byte[] tar = [.. Header("\u00E4.exe", '0', 0, takesSigns), .. new byte[1024]];

        AssertRefused(".exe", await new Inspecting { FileName = "a", ContentType = "application/octet-stream" }.RunAsync(tar));
    }

    private static byte[] Attributes(char type, string attribute)
    {
        var length = Encoding.UTF8.GetByteCount(attribute) + 3;
        length += length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length - 1;
        var record = Encoding.UTF8.GetBytes($"{length} {attribute}\n");
        return [.. Header("attributes", type, record.Length), .. record, .. new byte[512 - record.Length]];
    }

    private static byte[] LongName(string name) => [.. Header("././@LongLink", 'L', name.Length + 1), .. Encoding.ASCII.GetBytes(name), .. new byte[512 - (name.Length % 512)]];

    // Without a mark of POSIX or GNU, unless it is given one.
    internal static byte[] Header(string name, char type, int length, bool takesSigns = false, string prefix = "", string mark = "")
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(mark).CopyTo(header, 257);
        Encoding.ASCII.GetBytes(prefix).CopyTo(header, 345);
        Encoding.Latin1.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)type;
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = takesSigns ? header.Sum(static one => (sbyte)one) : header.Sum(static one => one);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }

    private static byte[] Make(TarEntryFormat format, params (string Name, TarEntryType Type, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (name, type, content) in entries)
                writer.WriteEntry(Entry(format, type, name, content));
        }

        return bytes.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name, byte[] content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new PaxTarEntry(type, name),
        };
        if (type == TarEntryType.RegularFile)
            entry.DataStream = new MemoryStream(content);
        else if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";

        return entry;
    }

    // Writes another length into a header, and the checksum that belongs to it.
    private static void Patch(byte[] tar, int header, ReadOnlySpan<byte> length)
    {
        length.CopyTo(tar.AsSpan(header + 124));
        tar.AsSpan(header + 148, 8).Fill((byte)' ');
        var sum = tar.AsSpan(header, 512).ToArray().Sum(static one => one);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar.AsSpan(header + 148));
    }

    private static int IndexOfHeader(byte[] tar, string name, byte type)
    {
        for (var at = 0; at < tar.Length; at += 512)
        {
            if (tar.AsSpan(at).StartsWith(Encoding.ASCII.GetBytes(name)) && tar[at + 156] == type)
                return at;
        }

        throw new InvalidOperationException("No such header.");
    }

    private static void AssertRefused(string reason, Rejection? rejection)
    {
        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }
}
