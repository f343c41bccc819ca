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
    public async Task Folder_of_macros_means_something_in_an_OpenDocument_alone(string type, OfficeMacros macros, bool isAccepted) =>
        Assert.Equal(isAccepted, await InspectAsync("a", type, macros, ("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", "<module/>")) is null);

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

    private static void AssertRefused(Rejection? rejection) => Assert.Equal(Rejection.ArchiveRefused("The document has macros"), rejection);
}
