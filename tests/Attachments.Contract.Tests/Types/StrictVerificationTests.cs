using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Types;

/// <summary>What <c>Attachments:Types:Verification</c> = <c>Strict</c> refuses beside what is refused anyway.</summary>
public abstract class StrictVerificationTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly byte[] LateZero = [.. Bytes.Fresh(300_000), 0];

    [Fact]
    public async Task Text_that_is_not_text_to_its_last_byte_is_refused_and_leaves_nothing()
    {
        await using var host = await Kind.StartAsync(("Attachments__Types__Verification", "Strict"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        foreach (var declared in new[] { "text/plain", "text/csv", "text/html", "application/json", "application/xml" })
            (await mail.UploadAsync(message, LateZero, null, declared)).ShouldBeProblem(HttpStatusCode.BadRequest, "type_mismatch", $"The file's content is not {declared}");

        Assert.Empty(await mail.AllOfAsync(message));
        Assert.Empty(await host.BlobsAsync());
    }

    [Fact]
    public async Task Text_in_any_encoding_is_taken()
    {
        await using var host = await Kind.StartAsync(("Attachments__Types__Verification", "Strict"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        await mail.AttachAsync(message, Bytes.Of("Grüße, 日本語"));
        await mail.AttachAsync(message, [.. "Gr"u8, 0xFC, 0xDF, (byte)'e']);
        await mail.AttachAsync(message, [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("Grüße")]);
    }

    [Fact]
    public async Task Html_that_claims_to_be_an_image_is_refused()
    {
        await using var host = await Kind.StartAsync(("Attachments__Types__Verification", "Strict"));

        (await host.As(User).UploadAsync(await host.As(User).DraftAsync(), Files.Html, "photo.png", "image/png")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_mismatch");
    }

    [Fact]
    public async Task Lenient_verification_takes_any_bytes_as_text() =>
        Assert.Equal("text/plain", (await Mail.AttachAsync(await Mail.DraftAsync(), LateZero)).MimeType);
}
