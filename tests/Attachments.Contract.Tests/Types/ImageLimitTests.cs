using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Types;

/// <summary>Images over the limits are refused by their header, before any decode (OWASP ASVS 5.0, V5.2.6).</summary>
public abstract class ImageLimitTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Image_over_the_limits_is_refused_and_leaves_nothing()
    {
        await using var host = await Kind.StartAsync(("Attachments__Images__MaxImagePixels", "100000000"), ("Attachments__Images__MaxImageFrames", "1000"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, Files.HugePng, "a.png", "image/png")).ShouldBeProblem(HttpStatusCode.BadRequest, "image_too_large", "The image has more than 100000000 pixels");
        (await mail.UploadAsync(message, Files.HugePng, "a.txt", "text/plain")).ShouldBeProblem(HttpStatusCode.BadRequest, "image_too_large");
        (await mail.UploadAsync(message, Files.LongGif, "a.gif", "image/gif")).ShouldBeProblem(HttpStatusCode.BadRequest, "image_too_large", "The image has more than 1000 frames");

        Assert.Empty(await mail.AllOfAsync(message));
        Assert.Empty(await host.BlobsAsync());
        await mail.AttachAsync(message, Files.Png, "a.png", "image/png");
        await mail.AttachAsync(message, Files.Gif, "a.gif", "image/gif");
    }

    [Fact]
    public async Task Image_of_any_size_is_taken_where_no_limit_is_set()
    {
        var message = await Mail.DraftAsync();

        await Mail.AttachAsync(message, Files.HugePng, "a.png", "image/png");
        await Mail.AttachAsync(message, Files.LongGif, "a.gif", "image/gif");
    }
}
