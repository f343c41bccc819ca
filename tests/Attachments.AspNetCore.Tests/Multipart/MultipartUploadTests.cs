using System.Text;
using Attachments.Content;

namespace Attachments.AspNetCore.Tests.Multipart;

public sealed class MultipartUploadTests
{
    private const string File = "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n";

    private const string Name = "Content-Disposition: form-data; name=\"filename\"\r\n\r\n";

    [Theory]
    [InlineData("--b\r\n" + File + "hello\r\n--b--\r\n")]
    [InlineData("--b\r\n" + File + "hello\r\n--b--")]
    [InlineData("\r\n--b\r\n" + File + "hello\r\n--b--\r\n")]
    [InlineData("This is a preamble.\r\nIt has lines.\r\n--b\r\n" + File + "hello\r\n--b--\r\nThis is an epilogue.\r\n--b\r\n")]
    [InlineData("--b \t \r\n" + File + "hello\r\n--b--  \r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nignored\r\n--b\r\n" + File + "hello\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n--b\r\n" + File + "hello\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"FILE\"; filename=\"x\"\r\n\r\nother\r\n--b\r\n" + File + "hello\r\n--b--\r\n")]
    [InlineData("--b\r\ncONTENT-disposition:form-data;NAME=file;FileName=a.txt\r\n\r\nhello\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data;\r\n name=\"file\";\r\n\tfilename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n")]
    public async Task Read_finds_the_file_when_the_form_is_well_formed(string body)
    {
        var result = await FormReading.ReadAsync(body);

        Assert.Null(result.Refusal);
        Assert.Equal("hello", result.Content);
        Assert.Equal("a.txt", result.FileName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n--")]
    [InlineData("\r\n--c")]
    [InlineData("\r\n--bb\r\n")]
    [InlineData("\r\n--b-\r\n")]
    [InlineData("\r\n--b x\r\n")]
    [InlineData("\r\n--b\rx")]
    [InlineData("\n--b\n")]
    [InlineData("\r--b\r")]
    [InlineData("--b x")]
    [InlineData("--bb--")]
    [InlineData("\r\r\r\r\n\r\n--a\r\n\r\n--")]
    public async Task Read_keeps_what_only_looks_like_a_boundary(string content)
    {
        var result = await FormReading.ReadAsync("--b\r\n" + File + content + "\r\n--b--\r\n");

        Assert.Equal(content, result.Content);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("Multipart/Form-Data; Boundary=\"b\"")]
    [InlineData("multipart/form-data; charset=utf-8; boundary=b")]
    [InlineData("multipart/form-data;boundary=b;")]
    public async Task Read_takes_the_boundary_quoted_or_not(string contentType)
    {
        var result = await FormReading.ReadAsync("--b\r\n" + File + "hello\r\n--b--\r\n", contentType);

        Assert.Equal("hello", result.Content);
    }

    [Theory]
    [InlineData("----=_Part_1.2", "----=_Part_1.2")]
    [InlineData("\"a b'()+_,-./:=?c\"", "a b'()+_,-./:=?c")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890", "1234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task Read_takes_every_boundary_that_rfc_2046_allows(string written, string boundary)
    {
        var result = await FormReading.ReadAsync($"--{boundary}\r\n{File}hello\r\n--{boundary}--\r\n", "multipart/form-data; boundary=" + written);

        Assert.Equal("hello", result.Content);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"b \"")]
    [InlineData("multipart/form-data; boundary=\"b")]
    [InlineData("multipart/form-data; boundary=b; boundary=c")]
    [InlineData("multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901")]
    [InlineData("multipart/form-data; boundary=ü")]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("text/plain; boundary=b")]
    public async Task Read_refuses_when_the_type_names_no_valid_boundary(string contentType)
    {
        var result = await FormReading.ReadAsync("--b\r\n" + File + "hello\r\n--b--\r\n", contentType);

        Assert.Equal("MalformedForm", result.Refusal);
    }

    [Theory]
    [InlineData("", "MalformedForm")]
    [InlineData("no boundary at all", "MalformedForm")]
    [InlineData("--b\n" + "Content-Disposition: form-data; name=\"file\"\n\nhello\n--b--\n", "MalformedForm")]
    [InlineData("--b--\r\n", "FileRequired")]
    [InlineData("--b\r\n" + Name + "x\r\n--b--\r\n", "FileRequired")]
    [InlineData("--b\r\n" + File + "hello", "UploadInterrupted")]
    [InlineData("--b\r\n" + File + "hello\r\n--b", "UploadInterrupted")]
    [InlineData("--b\r\n" + File + "hello\r\n--b-", "UploadInterrupted")]
    [InlineData("--b\r\n" + File + "hello\r\n--b\r\n", "UploadInterrupted")]
    [InlineData("--b\r\n" + File + "hello\r\n--b\r\nContent-Dispo", "UploadInterrupted")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"", "UploadInterrupted")]
    [InlineData("--b\r\n" + File + "hello\r\n--b\r\n" + File + "again\r\n--b--\r\n", "TooManyFiles")]
    [InlineData("--b\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: attachment; name=\"file\"\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=file; name=filename\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=x\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition : form-data; name=file\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nno colon\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"\nX: y\r\n\r\nhello\r\n--b--\r\n", "MalformedForm")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n", "MalformedForm")]
    public async Task Read_refuses_when_the_form_is_not_as_it_must_be(string body, string refusal)
    {
        var result = await FormReading.ReadAsync(body);

        Assert.Equal(refusal, result.Refusal);
    }

    // What much copied code for Android calls every file.
    [Fact]
    public async Task Read_takes_a_file_that_is_called_a_form_for_one_without_a_type()
    {
        var result = await FormReading.ReadAsync("--b\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\nContent-Type: multipart/form-data\r\n\r\nhello\r\n--b--\r\n");

        Assert.Equal("hello", result.Content);
        Assert.Null(result.ContentType);
    }

    [Theory]
    [InlineData(16, null)]
    [InlineData(17, "MalformedForm")]
    public async Task Read_refuses_when_a_header_has_too_many_parameters(int count, string? refusal)
    {
        var others = string.Concat(Enumerable.Range(0, count - 1).Select(static i => $"; p{i}=x"));

        var ofPart = await FormReading.ReadAsync($"--b\r\nContent-Disposition: form-data; name=file{others}\r\n\r\nhello\r\n--b--\r\n");
        var ofForm = await FormReading.ReadAsync("--b\r\n" + File + "hello\r\n--b--\r\n", "multipart/form-data; boundary=b" + others);

        Assert.Equal(refusal, ofPart.Refusal);
        Assert.Equal(refusal, ofForm.Refusal);
    }

    [Theory]
    [InlineData(32, "X: y\r\n", null)]
    [InlineData(33, "X: y\r\n", "MalformedForm")]
    [InlineData(32, " y\r\n", null)]
    [InlineData(33, " y\r\n", "MalformedForm")]
    public async Task Read_refuses_when_a_part_has_too_many_header_lines(int count, string line, string? refusal)
    {
        var others = string.Concat(Enumerable.Repeat(line, count - 2));

        var result = await FormReading.ReadAsync($"--b\r\nContent-Disposition: form-data; name=file\r\nA: b\r\n{others}\r\nhello\r\n--b--\r\n");

        Assert.Equal(refusal, result.Refusal);
    }

    [Fact]
    public async Task Read_refuses_when_the_preamble_does_not_end()
    {
        var result = await FormReading.ReadAsync(Enumerable.Repeat(new byte[16 * 1024], 100));

        Assert.Equal("FileTooLarge", result.Refusal);
    }

    [Fact]
    public async Task Read_refuses_when_the_epilogue_does_not_end()
    {
        var form = Encoding.Latin1.GetBytes("--b\r\n" + File + "hello\r\n--b--\r\n");

        var result = await FormReading.ReadAsync(Enumerable.Repeat(new byte[16 * 1024], 100).Prepend(form));

        Assert.Equal("FileTooLarge", result.Refusal);
    }

    [Fact]
    public async Task Read_refuses_when_a_header_does_not_end()
    {
        var header = Encoding.Latin1.GetBytes(new string('x', 16 * 1024));

        var result = await FormReading.ReadAsync(Enumerable.Repeat(header, 100).Prepend("--b\r\n"u8.ToArray()));

        Assert.Equal("FileTooLarge", result.Refusal);
    }

    [Fact]
    public async Task Read_does_not_count_the_file_as_overhead()
    {
        var content = new string('x', 3 * 1024 * 1024);

        var result = await FormReading.ReadAsync("--b\r\n" + File + content + "\r\n--b--\r\n");

        Assert.Equal(content.Length, result.Content?.Length);
    }

    [Theory]
    [InlineData("base64", ContentEncoding.Base64)]
    [InlineData("BASE64", ContentEncoding.Base64)]
    [InlineData("binary", ContentEncoding.None)]
    [InlineData("8bit", ContentEncoding.None)]
    public async Task Read_notes_the_transfer_encoding_and_leaves_the_bytes_alone(string header, ContentEncoding encoding)
    {
        var result = await FormReading.ReadAsync($"--b\r\nContent-Transfer-Encoding: {header}\r\n{File}aGk=\r\n--b--\r\n");

        Assert.Equal(encoding, result.Encoding);
        Assert.Equal("aGk=", result.Content);
    }

    [Theory]
    [InlineData("over.txt", "", "over.txt")]
    [InlineData("", "", null)]
    [InlineData("\xC3\xBC.txt", "", "ü.txt")]
    [InlineData("\xFC.txt", "Content-Type: text/plain; charset=iso-8859-1\r\n", "ü.txt")]
    [InlineData("\xC3\xBC.txt", "Content-Type: text/plain; charset=no-such-charset\r\n", "ü.txt")]
    [InlineData("\x80.txt", "Content-Type: text/plain; charset=windows-1252\r\n", "€.txt")]
    [InlineData("\xEF\xEE.txt", "Content-Type: text/plain; charset=windows-1251\r\n", "по.txt")]
    [InlineData("\xC3\xBC.txt", "Content-Type: text/plain; charset=utf-7\r\n", "ü.txt")]
    public async Task Read_takes_the_filename_field_in_its_charset(string value, string header, string? expected)
    {
        var field = "--b\r\n" + header + Name + value + "\r\n";
        var file = "--b\r\n" + File + "hello\r\n";

        var before = await FormReading.ReadAsync(field + file + "--b--\r\n");
        var behind = await FormReading.ReadAsync(file + field + "--b--\r\n");

        Assert.Equal(expected, before.Override);
        Assert.Equal(expected, behind.Override);
    }

    [Theory]
    [InlineData("filename=\"a\\\"b.txt\"", "a\"b.txt")]
    [InlineData("filename=\"a%22b%0d%0A.txt\"", "a\"b\r\n.txt")]
    [InlineData("filename=\"100%25.txt\"", "100%25.txt")]
    [InlineData("filename=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt")]
    [InlineData("filename=\"a;b=c.txt\"", "a;b=c.txt")]
    [InlineData("filename=a.txt", "a.txt")]
    [InlineData("filename=\"\"", "")]
    [InlineData("filename=\"\xE6\x97\xA5\xE6\x9C\xAC.txt\"", "日本.txt")]
    [InlineData("filename=\"\xFC.txt\"", "ü.txt")]
    [InlineData("filename=\"a.txt\"; filename*=UTF-8''%e2%82%ac%20rates.txt", "€ rates.txt")]
    [InlineData("filename*=iso-8859-1'en'%A3.txt; filename=\"a.txt\"", "£.txt")]
    [InlineData("filename=\"a.txt\"; filename*=UTF-8''%zz", "a.txt")]
    [InlineData("filename=\"a.txt\"; filename*=nonsense", "a.txt")]
    [InlineData("filename=\"=?UTF-8?B?w7wudHh0?=\"", "ü.txt")]
    [InlineData("filename=\"=?utf-8?Q?=C3=BC_a.txt?=\"", "ü a.txt")]
    [InlineData("filename=\"=?utf-8?Q?a?= =?utf-8?Q?b?=\"", "ab")]
    [InlineData("filename=\"=?utf-8?X?a?=\"", "=?utf-8?X?a?=")]
    [InlineData("filename=\"=?utf-7?Q?a?=\"", "=?utf-7?Q?a?=")]
    [InlineData("filename=\"a.txt\"; filename*=utf-7''b.txt", "a.txt")]
    [InlineData("filename=\"=?UTF-8?B?w7wudHh0?=\"; filename*=UTF-8''true.txt", "true.txt")]
    [InlineData("size=5", null)]
    public async Task Read_takes_the_files_name_however_clients_write_it(string parameters, string? expected)
    {
        var result = await FormReading.ReadAsync($"--b\r\nContent-Disposition: form-data; name=\"file\"; {parameters}\r\n\r\nhello\r\n--b--\r\n");

        Assert.Equal("hello", result.Content);
        Assert.Equal(expected, result.FileName);
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\n", "text/plain; charset=utf-8")]
    [InlineData("Content-Type:\r\n", null)]
    [InlineData("", null)]
    public async Task Read_hands_the_declared_type_on_as_it_stands(string header, string? expected)
    {
        var result = await FormReading.ReadAsync($"--b\r\n{header}Content-Disposition: form-data; name=\"file\"\r\n\r\nhello\r\n--b--\r\n");

        Assert.Equal(expected, result.ContentType);
    }
}
