using System.Net;
using System.Text;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Names;

/// <summary>Which name is stored, by the one that the client sent.</summary>
public abstract class StoredNameTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("document.txt", "document.txt")]
    [InlineData("with space.txt", "with space.txt")]
    [InlineData("noextension", "noextension")]
    [InlineData("日本語.txt", "日本語.txt")]
    [InlineData("📎.txt", "📎.txt")]
    // The last segment, after either slash.
    [InlineData("/etc/passwd.txt", "passwd.txt")]
    [InlineData("../../../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\me\\file.txt", "file.txt")]
    [InlineData("..\\..\\file.txt", "file.txt")]
    [InlineData("a/b\\c.txt", "c.txt")]
    // NFC.
    [InlineData("cafe\u0301.txt", "caf\u00e9.txt")]
    [InlineData("A\u030Angstrom.txt", "\u00c5ngstrom.txt")]
    // Control and bidirectional characters go.
    [InlineData("a\u0001b.txt", "ab.txt")]
    [InlineData("a\tb.txt", "ab.txt")]
    [InlineData("a\u007Fb.txt", "ab.txt")]
    [InlineData("a\u0085b.txt", "ab.txt")]
    [InlineData("a\u061Cb.txt", "ab.txt")]
    [InlineData("a\u200Eb\u200F.txt", "ab.txt")]
    [InlineData("photo\u202Etxt.png", "phototxt.png")]
    [InlineData("a\u202Ab\u202Bc\u202Cd\u202De.txt", "abcde.txt")]
    [InlineData("a\u2066b\u2067c\u2068d\u2069e.txt", "abcde.txt")]
    // Characters that a file system forbids.
    [InlineData("a<b.txt", "a_b.txt")]
    [InlineData("a>b.txt", "a_b.txt")]
    [InlineData("a:b.txt", "a_b.txt")]
    [InlineData("a|b.txt", "a_b.txt")]
    [InlineData("a?b.txt", "a_b.txt")]
    [InlineData("a*b.txt", "a_b.txt")]
    [InlineData("<>:|?*.txt", "______.txt")]
    // Dots and spaces at the ends.
    [InlineData(".hidden.txt", "hidden.txt")]
    [InlineData("  spaced.txt  ", "spaced.txt")]
    [InlineData("...dots.txt...", "dots.txt")]
    [InlineData(". . x.txt . .", "x.txt")]
    [InlineData("a..b.txt", "a..b.txt")]
    // Nothing left: the type's.
    [InlineData("...", "attachment.txt")]
    [InlineData("   ", "attachment.txt")]
    [InlineData("\u202E", "attachment.txt")]
    [InlineData("..", "attachment.txt")]
    [InlineData("/", "attachment.txt")]
    public async Task Stored_name_is(string sent, string stored)
    {
        // As an override too: both names go the same way.
        var byPart = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), sent);
        Assert.Equal(stored, byPart.FileName);

        var form = new Form().File(Bytes.Fresh(), "original.txt").Field("filename", sent);
        var byField = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json).FileName;
        Assert.Contains(byField, new[] { stored, stored == "attachment.txt" ? "original.txt" : stored });
    }

    [Fact]
    public async Task Quote_in_a_name_is_replaced()
    {
        var form = new Form().File(Bytes.Fresh(), "original.txt").Field("filename", "say \"hi\".txt");

        Assert.Equal("say _hi_.txt", await NameAsync(form));
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("con.txt")]
    [InlineData("NUL.txt")]
    [InlineData("aux.txt")]
    [InlineData("PRN")]
    [InlineData("COM1.txt")]
    [InlineData("lpt9.txt")]
    [InlineData("con.tar.txt")]
    public async Task Windows_device_name_is_not_stored(string sent)
    {
        var name = (await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), sent)).FileName;

        Assert.NotEqual(sent, name);
        Assert.DoesNotMatch("(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)", name);
    }

    [Theory]
    [InlineData("a", ".txt")]
    [InlineData("é", ".txt")]
    [InlineData("日", ".txt")]
    [InlineData("📎", ".txt")]
    public async Task Long_name_is_cut_to_255_bytes_and_keeps_its_extension(string character, string extension)
    {
        var name = (await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), string.Concat(Enumerable.Repeat(character, 400)) + extension)).FileName;

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 250, 255);
        Assert.EndsWith(character + extension, name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Fact]
    public async Task Name_of_255_bytes_is_kept()
    {
        var sent = new string('a', 251) + ".txt";

        Assert.Equal(sent, (await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), sent)).FileName);
    }

    [Fact]
    public async Task Override_of_100000_characters_is_cut_or_refused()
    {
        var form = new Form().File(Bytes.Fresh(), "original.txt").Field("filename", new string('a', 100_000) + ".txt");

        await AssertCutOrRefusedAsync(form);
    }

    [Fact]
    public async Task Part_name_of_100000_characters_is_cut_or_refused() => await AssertCutOrRefusedAsync(Form.Of(Bytes.Fresh(), new string('a', 100_000) + ".txt"));

    [Fact]
    public async Task Line_break_in_a_name_forges_no_header()
    {
        var form = new Form().File(Bytes.Fresh(), "original.txt").Field("filename", "a\r\nX-Injected: yes\r\n\r\n<html>.txt");
        var uploaded = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json);

        var answer = await RawConnection.ExchangeAsync(Host.Address, $"GET /api/v1/attachments/{uploaded.Id}/download HTTP/1.1\r\nHost: test\r\n{User}\r\n");

        Assert.Null(answer.ShouldBe(HttpStatusCode.OK).Header("X-Injected"));
        Assert.DoesNotContain(uploaded.FileName, char.IsControl);
    }

    [Theory]
    [InlineData("%0d%0aX-Injected: yes.txt")]
    [InlineData("a%22; filename=b.txt")]
    [InlineData("=?utf-8?Q?evil?=.txt")]
    [InlineData("a;filename=b.txt")]
    public async Task Encoded_text_in_a_name_is_only_text(string sent)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), sent);

        var answer = await Mail.DownloadAsync(uploaded.Id);

        Assert.Null(answer.ShouldBe(HttpStatusCode.OK).Header("X-Injected"));
        Assert.DoesNotContain(uploaded.FileName, char.IsControl);
        var disposition = System.Net.Http.Headers.ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!);
        Assert.Equal(uploaded.FileName, disposition.FileNameStar ?? disposition.FileName!.Trim('"'));
    }

    [Fact]
    public async Task Name_that_is_not_utf_8_does_no_harm()
    {
        var form = new Form();
        form.Raw($"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").Raw([(byte)'a', 0xFF, 0xC3, 0x28]).Raw(".txt\"\r\nContent-Type: text/plain\r\n\r\ntext\r\n");

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form);

        Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest });
    }

    [Theory]
    [InlineData("../../../../../../tmp/escaped.txt")]
    [InlineData("..\\..\\escaped.txt")]
    [InlineData("/tmp/escaped.txt")]
    [InlineData("very-recognisable-name.txt")]
    public async Task Name_takes_no_part_in_a_storage_path(string sent)
    {
        var bytes = Bytes.Fresh();
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes, sent);

        var path = await Host.BlobOfAsync(bytes);

        Assert.DoesNotContain("escaped", path, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("recognisable", path, StringComparison.OrdinalIgnoreCase);
    }

    private async Task AssertCutOrRefusedAsync(Form form)
    {
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form);

        if (answer.Status == HttpStatusCode.Created)
            Assert.InRange(Encoding.UTF8.GetByteCount(AttachmentView.Of(answer.Json).FileName), 5, 255);
        else
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.Code);
    }

    private async Task<string> NameAsync(Form form) =>
        AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json).FileName;
}
