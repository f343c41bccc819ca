using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Types;

/// <summary>Types, extensions and bytes that are not taken.</summary>
public abstract class RefusedTypeTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-msdownload")]
    [InlineData("application/javascript")]
    [InlineData("text/javascript")]
    [InlineData("image/svg+xml")]
    [InlineData("application/x-sh")]
    [InlineData("application/java-archive")]
    [InlineData("text/plainx")]
    [InlineData("text/*")]
    [InlineData("*/*")]
    [InlineData("text")]
    public async Task Type_that_is_not_in_the_list_is_refused(string declared) => await RefuseAsync(Bytes.Fresh(), "file", declared);

    [Fact]
    public async Task File_without_a_type_and_without_a_known_extension_is_an_octet_stream_and_refused() => await RefuseAsync(Bytes.Fresh(), "file.unheard-of", null);

    [Theory]
    [InlineData("exe"), InlineData("bat"), InlineData("cmd"), InlineData("com"), InlineData("sh"), InlineData("js"), InlineData("vbs"), InlineData("jar")]
    [InlineData("msi"), InlineData("ps1"), InlineData("scr"), InlineData("hta"), InlineData("lnk"), InlineData("EXE"), InlineData("Js"), InlineData("pif"), InlineData("wsf"), InlineData("vbe")]
    public async Task Extension_is_refused_whatever_the_type(string extension)
    {
        await RefuseAsync(Bytes.Fresh(), $"file.{extension}", "text/plain");
        await RefuseAsync(Files.Pdf, $"invoice.pdf.{extension}", "application/pdf");
    }

    [Fact]
    public async Task Extension_is_refused_in_the_parts_own_name_though_the_override_is_harmless() =>
        await RefuseAsync(new Form().File(Bytes.Fresh(), "setup.exe").Field("filename", "notes.txt"));

    [Fact]
    public async Task Extension_is_refused_in_the_override_though_the_parts_own_name_is_harmless()
    {
        await RefuseAsync(new Form().File(Bytes.Fresh(), "notes.txt").Field("filename", "setup.exe"));
        await RefuseAsync(new Form().Field("filename", "setup.exe").File(Bytes.Fresh(), "notes.txt"));
    }

    [Theory]
    [InlineData("setup.exe.")]
    [InlineData("setup.exe ")]
    [InlineData("setup.exe. . .")]
    [InlineData("setup.exe/")]
    [InlineData("folder\\setup.exe")]
    [InlineData("setup\u202Etxt.exe")]
    [InlineData("setup.e\u200Exe")]
    [InlineData("setup.ex\u0001e")]
    [InlineData("setup.exe\u2066")]
    public async Task Extension_is_refused_however_it_is_dressed_up(string fileName)
    {
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh(), fileName);

        // A name that ends in a slash has no last segment, and none of the rest is kept.
        if (fileName.EndsWith('/') && answer.Status == HttpStatusCode.Created)
            Assert.DoesNotContain("exe", AttachmentView.Of(answer.Json).FileName, StringComparison.Ordinal);
        else
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
    }

    public static TheoryData<string> Programs => ["windows", "linux", "mac", "shell script"];

    [Theory, MemberData(nameof(Programs))]
    public async Task Program_is_refused_whatever_was_declared(string program)
    {
        var bytes = program switch
        {
            "windows" => Files.WindowsProgram,
            "linux" => Files.LinuxProgram,
            "mac" => Files.MacProgram,
            _ => Files.ShellScript,
        };

        await RefuseAsync(bytes, "notes.txt", "text/plain");
        await RefuseAsync(bytes, "photo.png", "image/png");
        await RefuseAsync(bytes, "document.pdf", "application/pdf");
        await RefuseAsync(bytes, "notes", null);
    }

    [Fact]
    public async Task Bytes_of_a_type_that_is_not_allowed_are_refused_whatever_was_declared() =>
        await RefuseAsync([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[64]], "notes.txt", "text/plain");

    private async Task RefuseAsync(byte[] bytes, string fileName, string? declared) => await RefuseAsync(Form.Of(bytes, fileName, declared));

    private async Task RefuseAsync(Form form)
    {
        var message = await Mail.DraftAsync();

        (await Mail.UploadAsync(message, form)).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");

        Assert.Empty(await Mail.AllOfAsync(message));
    }
}
