using System.Text;
using Xunit;

namespace Attachments.Content.Archives;

public sealed class OfficeMacroTests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Docm = "application/vnd.ms-word.document.macroenabled.12";
    private const string NoMacros = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private const string Program = "<Types><Override PartName=\"/word/other.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>";
    private const string ReferringProgram = "<Types><Override PartName=\"/word/other.bin\" ContentType=\"application/vnd.ms-office.vba&#80;roject\"/></Types>";
    private const string MacroSheet = "<Types><Override PartName=\"/xl/macrosheets/sheet1.xml\" ContentType=\"application/vnd.ms-excel.macrosheet+xml\"/></Types>";

    private static readonly string[] OleNames = ["Root Entry", "WordDocument", "Macros"];

    [Fact]
    public async Task Document_without_macros_is_accepted() => Assert.Null(await InspectAsync("a.docx", Docx, OfficeMacros.Refuse, ("[Content_Types].xml", NoMacros), ("word/document.xml", "<w/>")));

    [Fact]
    public async Task List_of_types_by_itself_is_no_document()
    {
        var inspecting = new Inspecting { FileName = "[Content_Types].xml", ContentType = "application/xml" };

        Assert.Null(await inspecting.RunAsync("<Types><Default ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>"u8.ToArray()));
    }

    [Theory]
    [InlineData("word/vbaProject.bin", "program", NoMacros)]
    [InlineData("word/VBAPROJECT.BIN", "program", NoMacros)]
    [InlineData("word/other.bin", "program", Program)]
    [InlineData("word/other.bin", "program", ReferringProgram)]
    [InlineData("xl/macrosheets/sheet1.xml", "<sheet/>", MacroSheet)]
    public async Task Macros_are_found_by_the_parts_name_or_type(string part, string content, string types) =>
        AssertRefused(await InspectAsync("a.docx", Docx, OfficeMacros.RefuseUndeclared, ("[Content_Types].xml", types), (part, content)));

    // With a tar's length, type and checksum in a comment, it would be looked into as a tar.
    [Fact]
    public async Task List_of_types_that_is_a_tar_besides_is_refused()
    {
        var list = TarFormatTests.Header("<!--" + new string('x', 100), '0', 0);
        var zip = new ZipBytes().Add(new ZipItem("[Content_Types].xml") { Content = [.. list, .. Encoding.UTF8.GetBytes($"-->{Program}")] }).Finish();

        var rejection = await new Inspecting { FileName = "a.docx", ContentType = Docx }.RunAsync(zip);

        Assert.Equal(Rejection.ArchiveRefused("The file is two things at once"), rejection);
    }

    [Fact]
    public async Task Document_in_one_file_that_is_a_tar_besides_is_refused()
    {
        byte[] document = [.. TarFormatTests.Header("<?mso-application ?><!--" + new string('x', 76), '0', 0), .. "-->"u8];

        Assert.NotNull(await new Inspecting { FileName = "a.xml", ContentType = "application/xml" }.RunAsync(document));
    }

    [Theory]
    [InlineData("a.zip", "application/zip")]
    [InlineData("a.docx", "application/xml")]
    public async Task Mark_of_a_document_in_one_file_hides_no_archive(string name, string type)
    {
        byte[] document = [.. "<!--mso-application-->"u8, .. ZipBytes.Of(("a.exe", "program"u8.ToArray()))];

        Assert.NotNull(await new Inspecting { FileName = name, ContentType = type }.RunAsync(document));
    }

    [Theory]
    [InlineData("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OfficeMacros.RefuseUndeclared, false)]
    [InlineData("a.docx", "application/octet-stream", OfficeMacros.RefuseUndeclared, false)]
    [InlineData("a.docx", "application/octet-stream", OfficeMacros.Accept, true)]
    [InlineData("a.doc", "application/msword", OfficeMacros.RefuseUndeclared, true)]
    [InlineData("a.doc", "application/msword", OfficeMacros.Refuse, false)]
    public async Task Older_document_may_have_macros_under_its_own_name_only(string name, string type, OfficeMacros macros, bool isAccepted)
    {
        var inspecting = new Inspecting { FileName = name, ContentType = type };
        inspecting.Limits.Macros = macros;

        Assert.Equal(isAccepted, await inspecting.RunAsync(OleWithMacros()) is null);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><pkg:package><pkg:part pkg:contentType=\"application/vnd.ms-office.vbaProject\"/></pkg:package>", false)]
    [InlineData("<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:docSuppData/></w:wordDocument>", false)]
    [InlineData("   \r\n         <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:docSuppData/></w:wordDocument>", false)]
    [InlineData("<?mso-application ?><pkg:part pkg:contentType=\"application/vnd.ms-office.vba&#80;roject\"/>", false)]
    [InlineData("<?mso-application ?><pkg:part pkg:contentType=\"application/vnd.ms-office.vba&#x00050;ro&#106;ect\"/>", false)]
    [InlineData("<?mso-application ?><w>&#; &#x; &# &amp;#80; &&#1 vba&#80project</w>", true)]
    [InlineData("<?mso-application progid=\"Word.Document\"?><pkg:package/>", true)]
    [InlineData("<mime><type>application/vnd.ms-office.vbaProject</type></mime>", true)]
    public async Task Document_in_one_file_of_XML_is_looked_through(string text, bool isAccepted)
    {
        var inspecting = new Inspecting { FileName = "a.xml", ContentType = "application/xml" };

        Assert.Equal(isAccepted, await inspecting.RunAsync(Encoding.UTF8.GetBytes(text)) is null);
        Assert.Equal(isAccepted, await inspecting.RunAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]) is null);
    }

    // As Office embeds a binary workbook in another document: the workbook is looked into by itself.
    [Theory]
    [InlineData("application/vnd.ms-excel.sheet.binary.macroEnabled.12", true)]
    [InlineData("application/vnd.ms-excel.sheet.binary.macroEnabled.main", false)]
    [InlineData("application/vnd.ms-word.document.macroEnabled.main+xml", false)]
    [InlineData("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", false)]
    public async Task Type_of_a_document_with_macros_counts_and_that_of_an_embedded_file_does_not(string type, bool isAccepted) =>
        Assert.Equal(isAccepted, await InspectAsync("a.docx", Docx, OfficeMacros.RefuseUndeclared, ("[Content_Types].xml", $"<Types><Default Extension=\"xlsb\" ContentType=\"{type}\"/></Types>")) is null);

    [Theory]
    [InlineData(5000)]
    [InlineData(16_384 - 60)]
    [InlineData(16_384)]
    [InlineData(100_000)]
    public async Task Type_is_found_wherever_it_stands_in_the_list(int before) =>
        AssertRefused(await InspectAsync("a.docx", Docx, OfficeMacros.RefuseUndeclared, ("[Content_Types].xml", new string(' ', before) + Program)));

    [Fact]
    public async Task Type_is_found_in_a_list_of_UTF_16()
    {
        var zip = new ZipBytes().Add(new ZipItem("[Content_Types].xml") { Content = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Program)).ToArray() }).Finish();

        AssertRefused(await new Inspecting { FileName = "a.docx", ContentType = Docx }.RunAsync(zip));
    }

    [Theory]
    [InlineData("a.docm", Docm, OfficeMacros.RefuseUndeclared, true)]
    [InlineData("a.docm", Docm, OfficeMacros.Refuse, false)]
    [InlineData("a.docx", Docx, OfficeMacros.Accept, true)]
    [InlineData("a.docx", Docx, OfficeMacros.RefuseUndeclared, false)]
    [InlineData("a.zip", "application/zip", OfficeMacros.RefuseUndeclared, false)]
    public async Task Option_says_what_becomes_of_macros(string name, string type, OfficeMacros macros, bool isAccepted) =>
        Assert.Equal(isAccepted, await InspectAsync(name, type, macros, ("[Content_Types].xml", Program), ("word/vbaProject.bin", "program")) is null);

    [Theory]
    [InlineData("application/vnd.oasis.opendocument.text", OfficeMacros.Refuse, false)]
    [InlineData("application/vnd.oasis.opendocument.text", OfficeMacros.RefuseUndeclared, true)]
    [InlineData("application/zip", OfficeMacros.Refuse, true)]
    [InlineData("application/zip", OfficeMacros.Refuse, false, "a.odt")]
    [InlineData("application/zip", OfficeMacros.RefuseUndeclared, true, "a.odt")]
    public async Task Folder_of_macros_means_something_in_an_OpenDocument_alone(string type, OfficeMacros macros, bool isAccepted, string name = "a") =>
        Assert.Equal(isAccepted, await InspectAsync(name, type, macros, ("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", "<module/>")) is null);

    [Theory]
    [InlineData("a.docx", false)]
    [InlineData("a.docm", true)]
    public async Task Document_in_an_archive_declares_macros_by_its_name(string name, bool isAccepted)
    {
        var inspecting = new Inspecting();
        inspecting.Types.RefusedExtensions = [];
        var document = ZipBytes.Of(("[Content_Types].xml", Encoding.UTF8.GetBytes(Program)), ("word/vbaProject.bin", "program"u8.ToArray()));

        Assert.Equal(isAccepted, await inspecting.RunAsync(ZipBytes.Of((name, document))) is null);
    }

    private static Task<Rejection?> InspectAsync(string name, string type, OfficeMacros macros, params (string Name, string Content)[] parts)
    {
        var inspecting = new Inspecting { FileName = name, ContentType = type };
        inspecting.Limits.Macros = macros;
        return inspecting.RunAsync(ZipBytes.Of([.. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Content)))]));
    }

    // A header and one sector of directory.
    private static byte[] OleWithMacros()
    {
        var file = new byte[1024];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        file[30] = 9;
        foreach (var (index, name) in OleNames.Index())
        {
            var entry = file.AsSpan(512 + (index * 128), 128);
            Encoding.Unicode.GetBytes(name, entry);
            entry[64] = (byte)(2 * (name.Length + 1));
            entry[66] = (byte)(index == 0 ? 5 : index == 1 ? 2 : 1);
        }

        return file;
    }

    private static void AssertRefused(Rejection? rejection) => Assert.Equal(Rejection.ArchiveRefused("The document has macros"), rejection);
}
