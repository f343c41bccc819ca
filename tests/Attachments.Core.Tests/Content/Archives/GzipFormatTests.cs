using System.IO.Compression;
using System.Text;
using Attachments.Content.Types;
using Xunit;

namespace Attachments.Content.Archives;

public sealed class GzipFormatTests
{
    [Fact]
    public async Task Sound_file_is_accepted() => Assert.Null(await Gzipped("report.txt.gz", Make("a report"u8.ToArray())));

    [Fact]
    public async Task Program_is_refused_by_its_content() => AssertRefused("program", await Gzipped("a.gz", Make([.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[100]])));

    [Fact]
    public async Task Name_without_its_last_extension_is_held_to_the_rules() => AssertRefused(".exe", await Gzipped("a.exe.gz", Make("text"u8.ToArray())));

    [Fact]
    public async Task Name_in_the_header_is_held_to_the_rules()
    {
        var plain = Make("text"u8.ToArray());
        byte[] named = [0x1F, 0x8B, 8, 8, .. plain[4..10], .. "a.exe\0"u8, .. plain[10..]];

        AssertRefused(".exe", await Gzipped("a.gz", named));
    }

    [Fact]
    public async Task Name_behind_a_long_field_in_the_header_is_refused()
    {
        var plain = Make("text"u8.ToArray());
        byte[] named = [0x1F, 0x8B, 8, 12, .. plain[4..10], 0x88, 0x13, .. new byte[5000], .. "a.js\0"u8, .. plain[10..]];

        AssertRefused("damaged", await Gzipped("a.gz", named));
    }

    [Fact]
    public async Task Archive_within_is_looked_into() => AssertRefused(".exe", await Gzipped("a.gz", Make(ZipBytes.Of(("a.exe", [1])))));

    [Fact]
    public async Task Every_member_is_looked_at()
    {
        byte[] members = [.. Make(new byte[2_000_000]), .. Make(new byte[2_000_000])];

        AssertRefused("times its size", await Gzipped("a.gz", members));
    }

    // The base library ends a cut-off stream as if it were whole: what is there was looked at, and that it ends too early is not seen.
    [Theory]
    [InlineData(ContentTypeVerification.Lenient)]
    [InlineData(ContentTypeVerification.Strict)]
    public async Task File_that_is_cut_off_is_looked_at_as_far_as_it_goes(ContentTypeVerification verification)
    {
        var program = Make([.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[100_000]]);
        var text = Make(Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 2000))));

        AssertRefused("program", await CutOff(program));
        Assert.Null(await CutOff(text));

        Task<Rejection?> CutOff(byte[] bytes)
        {
            var inspecting = new Inspecting { FileName = "a.gz", ContentType = "application/gzip" };
            inspecting.Types.Verification = verification;
            return inspecting.RunAsync(bytes[..^20]);
        }
    }

    [Fact]
    public async Task Damaged_file_is_refused() => AssertRefused("damaged", await Gzipped("a.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(new string('\u007F', 100))]));

    private static Task<Rejection?> Gzipped(string name, byte[] bytes) => new Inspecting { FileName = name, ContentType = "application/gzip" }.RunAsync(bytes);

    private static byte[] Make(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);

        return bytes.ToArray();
    }

    private static void AssertRefused(string reason, Rejection? rejection)
    {
        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }
}
