using Attachments.Content.Types;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Ingestion;

public sealed class UploadRulesTests
{
    [Theory]
    [InlineData("text/plain; charset=utf-8", "a.pdf", "text/plain")]
    [InlineData("IMAGE/JPG", null, "image/jpeg")]
    [InlineData(null, "a.PDF", "application/pdf")]
    [InlineData("", "photo.jpeg", "image/jpeg")]
    [InlineData("garbage", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("*/*", "a.csv", "text/csv")]
    [InlineData(null, "a.unheardof", "application/octet-stream")]
    [InlineData(null, null, "application/octet-stream")]
    [InlineData("application/octet-stream", "a.pdf", "application/octet-stream")]
    public void ResolveDeclared_takes_the_declaration_then_the_extension(string? declared, string? name, string expected) =>
        Assert.Equal(expected, UploadRules.ResolveDeclared(declared, name));

    [Theory]
    [InlineData("text/csv", null, "text/csv")]
    [InlineData(null, null, "text/plain")]
    [InlineData(null, "blob", "text/plain")]
    [InlineData(null, "a.unheardof", "text/plain")]
    [InlineData(null, "a.csv", "text/csv")]
    public void ResolveDeclared_takes_the_override_s_extension_where_the_file_says_nothing(string? declared, string? name, string expected) =>
        Assert.Equal(expected, UploadRules.ResolveDeclared(declared, name, "note.txt"));

    [Theory]
    [InlineData("text/plain", "a.txt")]
    [InlineData("text/plain", null)]
    [InlineData("application/pdf", "exe.pdf")]
    [InlineData("application/pdf", "example.com.pdf")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx")]
    [InlineData("text/html", "a.html")]
    public void CheckDeclared_accepts_what_is_allowed(string contentType, string? name) => Assert.Null(Rules().CheckDeclared(contentType, name));

    [Theory]
    [InlineData("a.exe", "exe")]
    [InlineData("invoice.pdf.JS", "js")]
    [InlineData("a.bat . ", "bat")]
    [InlineData("a.vbs::$DATA", "vbs")]
    [InlineData(".lnk", "lnk")]
    [InlineData("a\u202Etxt.hta", "hta")]
    [InlineData("x\uFF0Epif", "pif")]
    public void CheckDeclared_refuses_an_extension_and_names_it(string name, string extension) =>
        Assert.Equal(Rejection.TypeNotAllowed($"Files with the extension .{extension} are not accepted"), Rules().CheckDeclared("text/plain", name));

    [Fact]
    public void CheckDeclared_refuses_an_extension_that_only_shortening_uncovers() =>
        Assert.NotNull(Rules().CheckDeclared("text/plain", new string('a', 251) + ".exe" + new string('x', 100)));

    [Theory]
    [InlineData("application/x-msdownload")]
    [InlineData("application/octet-stream")]
    [InlineData("image/svg+xml")]
    public void CheckDeclared_refuses_a_type_that_is_not_allowed_and_names_it(string contentType) =>
        Assert.Equal(Rejection.TypeNotAllowed($"Files of type {contentType} are not accepted"), Rules().CheckDeclared(contentType, "a.txt"));

    [Fact]
    public void CheckDeclared_follows_the_options()
    {
        var rules = Rules(new ContentTypeOptions { Allowed = ["application/x-own"], RefusedExtensions = [".txt"] });

        Assert.Null(rules.CheckDeclared("application/x-own", "a.exe"));
        Assert.NotNull(rules.CheckDeclared("application/x-own", "a.txt"));
        Assert.NotNull(rules.CheckDeclared("text/plain", "a.exe"));
    }

    [Fact]
    public void CheckDeclared_refuses_nothing_where_both_lists_are_empty() =>
        Assert.Null(Rules(new ContentTypeOptions { Allowed = [], RefusedExtensions = [] }).CheckDeclared("a/b", "a.exe"));

    private static UploadRules Rules(ContentTypeOptions? options = null) =>
        new(new ContentTypeRules(Options.Create(options ?? new()), new SignatureContentTypeDetector()));
}
