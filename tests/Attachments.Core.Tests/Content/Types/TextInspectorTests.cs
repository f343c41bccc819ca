using Attachments.Access;
using Attachments.Content.Types.Text;
using Attachments.Messages;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Content.Types;

public sealed class TextInspectorTests
{
    private static readonly byte[] LateZero = [.. Enumerable.Repeat((byte)'a', 300_000), 0, (byte)'b'];

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/csv")]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("application/ld+json")]
    [InlineData("application/xml")]
    [InlineData("image/svg+xml")]
    [InlineData("text/calendar")]
    public async Task Strict_refuses_a_textual_type_with_a_zero_behind_300000_letters(string declared) =>
        Assert.Equal(Rejection.TypeMismatch(declared), await InspectAsync(ContentTypeVerification.Strict, declared, LateZero));

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/rtf")]
    [InlineData("application/postscript")]
    [InlineData("message/rfc822")]
    [InlineData("application/pdf")]
    public async Task Strict_asks_no_text_of_a_type_that_may_be_binary(string declared) =>
        Assert.Null(await InspectAsync(ContentTypeVerification.Strict, declared, LateZero));

    [Fact]
    public async Task Strict_refuses_a_short_text_at_its_end() =>
        Assert.Equal(Rejection.TypeMismatch("text/plain"), await InspectAsync(ContentTypeVerification.Strict, "text/plain", [1, 2]));

    [Fact]
    public async Task Strict_takes_text_that_is_no_utf_8() =>
        Assert.Null(await InspectAsync(ContentTypeVerification.Strict, "text/plain", [.. "Gr"u8, 0xFC, 0xDF, (byte)'e']));

    // It is stored as what its signature says.
    [Fact]
    public async Task Strict_leaves_bytes_with_a_signature_to_it() =>
        Assert.Null(await InspectAsync(ContentTypeVerification.Strict, "text/plain", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0]));

    [Fact]
    public async Task Strict_takes_a_compressed_drawing() =>
        Assert.Null(await InspectAsync(ContentTypeVerification.Strict, "image/svg+xml", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]));

    [Fact]
    public async Task Lenient_looks_at_no_text() => Assert.Null(await InspectAsync(ContentTypeVerification.Lenient, "text/plain", LateZero));

    private static async Task<Rejection?> InspectAsync(ContentTypeVerification verification, string declared, byte[] bytes)
    {
        var rules = new ContentTypeRules(Options.Create(new ContentTypeOptions { Verification = verification }), new SignatureContentTypeDetector());
        var upload = new InspectedUpload(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), "a", declared);
        await using var inspection = new TextInspector(rules).Begin(upload);
        if (inspection is null)
            return null;

        foreach (var block in bytes.Chunk(128 * 1024))
        {
            if (await inspection.InspectAsync(block, TestContext.Current.CancellationToken) is { } rejection)
                return rejection;
        }

        return await inspection.CompleteAsync(TestContext.Current.CancellationToken);
    }
}
