using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Browser.Running;

/// <summary>What would be in reach if something of an upload did run: asked from within the documents that show uploads, by the browser's own tools.</summary>
public sealed class CookieTests(Stage stage) : BrowserTests(stage)
{
    private const string ReadCookie = "() => { try { return document.cookie } catch (error) { return error.name } }";
    private const string ReadStorage = "() => { try { return String(localStorage.length) } catch (error) { return error.name } }";
    private const string RunInline = "() => { const it = document.createElement('script'); it.textContent = 'window.ran = 1'; document.documentElement.append(it); return window.ran === 1 }";

    /// <summary>Gets one file for each kind of document that a browser makes for what it shows.</summary>
    public static TheoryData<string, string> Shown => new() { { "picture.png", "image/png" }, { "note.txt", "text/plain" } };

    public static TheoryData<string, string> Played => new() { { "tone.wav", "audio/wav" }, { "clip.mp4", "video/mp4" } };

    [Theory, MemberData(nameof(Shown))]
    public async Task Document_that_shows_an_upload_has_an_origin_of_its_own_and_no_cookie(string fileName, string contentType)
    {
        await using var visit = await ShowAsync(fileName, contentType);

        Assert.Equal("null", await visit.Page.EvaluateAsync<string>("() => self.origin"));
        Assert.Equal("SecurityError", await visit.Page.EvaluateAsync<string>(ReadCookie));
        Assert.Equal("SecurityError", await visit.Page.EvaluateAsync<string>(ReadStorage));
    }

    [Theory, MemberData(nameof(Shown)), MemberData(nameof(Played))]
    public async Task Document_that_shows_an_upload_runs_no_script_that_gets_into_it(string fileName, string contentType)
    {
        await using var visit = await ShowAsync(fileName, contentType);

        Assert.False(await visit.Page.EvaluateAsync<bool>(RunInline));
    }

    [Theory, MemberData(nameof(Shown)), MemberData(nameof(Played))]
    public async Task Document_that_shows_an_upload_loads_nothing_that_gets_into_it(string fileName, string contentType)
    {
        var canary = NewCanary();
        Beacon.ExpectSilence(canary.Token, $"an image in {fileName}");
        await using var visit = await ShowAsync(fileName, contentType);

        await LoadIntoAsync(visit, canary.Address);

        Assert.Empty(Beacon.HeardOf(canary.Token));
    }

    // The same questions in a page of the host's origin, where nothing stands in the way.
    [Fact]
    public async Task Page_of_the_hosts_origin_has_the_cookie_and_runs_scripts()
    {
        await using var visit = await VisitAsync(HostKind.AsItComes);

        await visit.SettleAsync(Stage.OriginOf(HostKind.AsItComes));

        Assert.Equal($"session={Session}", await visit.Page.EvaluateAsync<string>(ReadCookie));
        Assert.Equal("0", await visit.Page.EvaluateAsync<string>(ReadStorage));
        Assert.True(await visit.Page.EvaluateAsync<bool>(RunInline));
    }

    [Fact]
    public async Task Page_of_the_hosts_origin_loads_from_elsewhere()
    {
        var canary = NewCanary();
        await using var visit = await VisitAsync(HostKind.AsItComes);
        await visit.SettleAsync(Stage.OriginOf(HostKind.AsItComes));

        await LoadIntoAsync(visit, canary.Address);

        Assert.NotEmpty(Beacon.HeardOf(canary.Token));
    }

    /// <summary>Puts an image into what is shown, and waits until it has loaded or was refused.</summary>
    private static async Task LoadIntoAsync(Visit visit, string address)
    {
        await visit.Page.EvaluateAsync("address => { const it = document.createElement('img'); it.id = 'added'; it.src = address; document.documentElement.append(it) }", address);
        await Eventually.HoldsAsync(() => visit.Page.EvaluateAsync<bool>("() => document.getElementById('added').complete"), "the image has come to its end");
    }

    private async Task<Visit> ShowAsync(string fileName, string contentType)
    {
        var bytes = contentType == "text/plain" ? "A note."u8.ToArray() : SampleFiles.Read(fileName);
        var attachment = await AttachAsync(HostKind.AsItComes, bytes, fileName, contentType);
        var visit = await VisitAsync(HostKind.AsItComes);
        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));
        return visit;
    }
}
