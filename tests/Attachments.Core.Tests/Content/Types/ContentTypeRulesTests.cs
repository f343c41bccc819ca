using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Content.Types;

public sealed class ContentTypeRulesTests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static readonly string Zip = "PK\u0003\u0004\u0014\0\0\0";
    private static readonly string Ole = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1";
    private static readonly string Png = "\u0089PNG\r\n\u001A\n";

    public static TheoryData<string, string, string> Settled => new()
    {
        { "text/plain", "hello", "text/plain" },
        { "application/pdf", "Test PDF content", "application/pdf" },
        { "text/plain", "%PDF-1.7\n", "application/pdf" },
        { "image/png", "GIF89a\u0001\0", "image/gif" },
        { "image/jpeg", Png, "image/png" },
        { Docx, Zip, Docx },
        { Docx, Ole, Docx },
        { "application/msword", Ole, "application/msword" },
        { "application/msword", Zip, "application/msword" },
        { "text/plain", Zip, "application/zip" },
        { "application/zip", Zip, "application/zip" },
        { "text/plain", "{\\rtf1 a}", "text/plain" },
        { "application/msword", "{\\rtf1 a}", "application/msword" },
        { "text/plain", "<html><script>", "text/plain" },
        { "text/html", "just words", "text/html" },
        { "image/heic", "\0\0\0\u0018ftypmif1\0\0\0\0", "image/heic" },
        { "audio/wav", "RIFF\u0010\0\0\0WEBPVP8 ", "audio/wav" },
        { "text/plain", "RIFF\u0010\0\0\0WEBPVP8 ", "image/webp" },
    };

    public static TheoryData<string, string> Programs => new()
    {
        { "text/plain", "#!/bin/sh\necho" },
        { "application/pdf", "MZ\u0090\0\u0003\0\0\0" },
        { "image/png", "\u007FELF\u0002\u0001" },
        { "application/zip", "\u00CA\u00FE\u00BA\u00BE\0\0\0\u0034" },
    };

    [Theory]
    [MemberData(nameof(Settled))]
    public void Settle_keeps_or_replaces_the_declared_type(string declared, string head, string expected) =>
        Assert.Equal(expected, Rules().Settle(declared, Latin1(head)).Value);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Settle_refuses_programs_whatever_is_declared(string declared, string head) =>
        Assert.Equal(RejectionCode.TypeNotAllowed, Rules().Settle(declared, Latin1(head)).Rejection?.Code);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Settle_refuses_programs_where_every_type_is_allowed(string declared, string head) =>
        Assert.Equal(RejectionCode.TypeNotAllowed, Rules(new ContentTypeOptions { Allowed = [] }).Settle(declared, Latin1(head)).Rejection?.Code);

    [Theory]
    [InlineData("text/plain", "SQLite format 3\0", "application/vnd.sqlite3")]
    [InlineData("application/pdf", "Rar!\u001A\u0007\0", "application/vnd.rar")]
    [InlineData("image/png", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "application/x-ole-storage")]
    public void Settle_refuses_a_sniffed_type_that_is_not_allowed_and_names_it(string declared, string head, string named)
    {
        var rejection = Rules().Settle(declared, Latin1(head)).Rejection;

        Assert.Equal(ContentTypeRules.NotAllowed(named), rejection);
    }

    [Fact]
    public void Settle_accepts_any_type_where_the_list_is_empty() =>
        Assert.Equal("application/vnd.rar", Rules(new ContentTypeOptions { Allowed = [] }).Settle("a/b", Latin1("Rar!\u001A\u0007\0")).Value);

    [Theory]
    [InlineData("application/pdf", "Test PDF content")]
    [InlineData("image/png", "no image")]
    [InlineData("application/pdf", "{\\rtf1 a}")]
    [InlineData(Docx, "no archive")]
    public void Strict_refuses_a_type_whose_signature_is_missing(string declared, string head) =>
        Assert.Equal(Rejection.TypeMismatch(declared), Strict().Settle(declared, Latin1(head)).Rejection);

    [Theory]
    [InlineData("application/pdf", "%PDF-1.4", "application/pdf")]
    [InlineData("application/rtf", "{\\rtf1 a}", "application/rtf")]
    [InlineData("text/plain", "words", "text/plain")]
    [InlineData("application/json", "{}", "application/json")]
    [InlineData("text/plain", "%PDF-1.4", "application/pdf")]
    [InlineData(Docx, "PK\u0003\u0004\u0014\0", Docx)]
    public void Strict_accepts_what_is_borne_and_what_bears_no_signature(string declared, string head, string expected) =>
        Assert.Equal(expected, Strict().Settle(declared, Latin1(head)).Value);

    [Fact]
    public void Options_are_normalised()
    {
        var rules = Rules(new ContentTypeOptions { Allowed = ["Image/JPG", "image/jpeg", "text/plain"], RefusedExtensions = [".EXE", "exe", " bat "] });

        Assert.Equal(["image/jpeg", "text/plain"], rules.AllowedTypes);
        Assert.Equal(["exe", "bat"], rules.RefusedExtensions);
    }

    [Fact]
    public void Settle_believes_another_detector()
    {
        var rules = new ContentTypeRules(Options.Create(new ContentTypeOptions()), new SaysJpeg());

        Assert.Equal("image/jpeg", rules.Settle("image/png", Latin1(Png)).Value);
    }

    private static ContentTypeRules Rules(ContentTypeOptions? options = null) => new(Options.Create(options ?? new()), new SignatureContentTypeDetector());

    private static ContentTypeRules Strict() => Rules(new ContentTypeOptions { Verification = ContentTypeVerification.Strict });

    private static byte[] Latin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private sealed class SaysJpeg : IContentTypeDetector
    {
        public int HeadLength => 16;

        public ContentTypeMatch? Detect(ReadOnlySpan<byte> head) => new("image/jpg");

        public bool HasSignature(string contentType) => false;

        public bool IsBuiltOn(string contentType, string container) => false;
    }
}
