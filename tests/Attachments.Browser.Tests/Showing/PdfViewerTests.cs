using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;
using Microsoft.Playwright;

namespace Attachments.Browser.Showing;

/// <summary>PDF files open in the browser's own viewer, under a policy that allows nothing: their page is there to be seen.</summary>
public sealed class PdfViewerTests(Stage stage) : BrowserTests(stage)
{
    // Chromium's viewer is an extension that comes with it.
    private const string Viewer = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/";

    [Fact]
    public async Task Pdf_shows_by_itself()
    {
        var attachment = await AttachAsync(HostKind.AsItComes, PdfFile.Write(), "document.pdf", "application/pdf");
        await using var visit = await VisitAsync(HostKind.AsItComes);

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));

        await ShowsPaintAsync(visit, () => visit.Page.ScreenshotAsync());
        Assert.Single(visit.Page.Frames, IsViewer);
    }

    [Theory]
    [InlineData("iframe")]
    [InlineData("object")]
    [InlineData("embed")]
    public async Task Pdf_shows_within_a_page(string element)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, PdfFile.Write(), "document.pdf", "application/pdf");
        await using var visit = await VisitAsync(HostKind.AsItComes);

        await visit.EmbedAsync(Stage.OriginOf(HostKind.AsItComes), [(AddressOf(HostKind.AsItComes, attachment, inline: true), [element])]);

        await ShowsPaintAsync(visit, () => visit.Page.Locator(element).ScreenshotAsync());
        Assert.Single(visit.Page.Frames, IsViewer);
    }

    // The check can fail: a viewer that opens and has nothing to show.
    [Fact]
    public async Task Broken_pdf_shows_nothing()
    {
        var attachment = await AttachAsync(HostKind.AsItComes, "%PDF-1.7\nnothing of the kind\n%%EOF\n"u8.ToArray(), "document.pdf", "application/pdf");
        await using var visit = await VisitAsync(HostKind.AsItComes);

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));

        await Eventually.HoldsAsync(() => visit.Page.Frames.Any(IsViewer), "the viewer is open");
        var viewer = visit.Page.Frames.First(IsViewer);
        await Eventually.HoldsAsync(
            () => viewer.EvaluateAsync<bool>("() => !!document.querySelector('pdf-viewer')?.shadowRoot?.querySelector('viewer-error-dialog')"), "the viewer says that it cannot show the file");
        Assert.Equal(0, await CountPaintAsync(visit, await visit.Page.ScreenshotAsync()));
    }

    private static bool IsViewer(IFrame frame) => frame.Url.StartsWith(Viewer, StringComparison.Ordinal);

    private static Task ShowsPaintAsync(Visit visit, Func<Task<byte[]>> look) =>
        Eventually.HoldsAsync(async () => await CountPaintAsync(visit, await look()) > 5_000, "the page of the PDF is to be seen");

    // The browser decodes its own screenshot, in a tab beside.
    private static async Task<int> CountPaintAsync(Visit visit, byte[] screenshot)
    {
        var beside = await visit.Page.Context.NewPageAsync();
        var count = await beside.EvaluateAsync<int>(
            """
            async ({ data, paint }) => {
              const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
              const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
              context.drawImage(picture, 0, 0);
              const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
              let count = 0;
              for (let i = 0; i < pixels.length; i += 4)
                if ((pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]) === paint)
                  count++;
              return count;
            }
            """,
            new { data = Convert.ToBase64String(screenshot), paint = PdfFile.Paint });
        await beside.CloseAsync();
        return count;
    }
}
