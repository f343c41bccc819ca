using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Browser.Sites;

namespace Attachments.Browser.Running;

/// <summary>Active files as parts of pages: of the host's own origin, of another origin of its site, and of another site.</summary>
public sealed class EmbeddedFileTests(Stage stage) : BrowserTests(stage)
{
    private static readonly bool[] Shown = [true];

    private static readonly bool[] ShownAndSaved = [true, false];

    public static TheoryData<HostKind, string> HostsAndFamilies =>
        [.. from kind in Enum.GetValues<HostKind>() from family in ActiveFiles.Families.Keys where family != ActiveFiles.Playlists select (kind, family)];

    public static TheoryData<HostKind> Hosts => [.. Enum.GetValues<HostKind>()];

    public static TheoryData<string> Families => ActiveFileTests.Families;

    [Theory, MemberData(nameof(HostsAndFamilies))]
    public async Task Active_file_runs_nothing_in_a_page_of_the_same_origin(HostKind kind, string family) =>
        Assert.Empty(await EmbedAsync(kind, family, Stage.OriginOf(kind), kind == HostKind.WideOpen ? ShownAndSaved : Shown));

    // No header of a playlist's own can keep a player from what it names: the page that plays attachments has to say that it plays nothing else.
    [Theory, MemberData(nameof(Hosts))]
    public async Task Playlist_loads_nothing_from_elsewhere_in_a_page_whose_policy_keeps_to_its_own_media(HostKind kind) =>
        Assert.Empty(await EmbedAsync(kind, ActiveFiles.Playlists, Stage.OriginOf(kind), ShownAndSaved, "media-src 'self'"));

    [Theory, MemberData(nameof(Families))]
    public async Task Active_file_runs_nothing_in_a_page_of_a_sibling_origin(string family) =>
        Assert.Empty(await EmbedAsync(HostKind.WideOpen, family, Stage.SiblingOf(HostKind.WideOpen), Shown));

    [Theory, MemberData(nameof(Families))]
    public async Task Active_file_runs_nothing_in_a_page_of_another_site(string family) =>
        Assert.Empty(await EmbedAsync(HostKind.WideOpen, family, Stage.Web.Stranger, ShownAndSaved));

    /// <summary>Opens a page that uses every file of a family in every way, and tells what the files did.</summary>
    private async Task<IReadOnlyList<string>> EmbedAsync(HostKind kind, string family, Uri origin, bool[] inlines, string policy = "")
    {
        await using var visit = await VisitAsync(kind);
        var files = await AttachAsync(kind, family);
        foreach (var (file, _, canary) in files)
            Beacon.ExpectSilence(canary.Token, $"{file.Name} in a page of {origin}");

        await visit.EmbedAsync(origin, from file in files from inline in inlines select (AddressOf(kind, file, inline), WaysOf(file.File.Vehicle)), policy);

        // They were there to be had: a frame got each of them.
        Assert.All(files, file => Assert.Equal(inlines.Length, ServedOf(kind, file.Attachment).Count(answer => answer is { Destination: "iframe", Status: 200 })));
        var title = await visit.Page.TitleAsync();
        return [.. await visit.SongsAsync(), .. HeardOf(files), .. visit.Dialogs, .. visit.Popups, .. title == EmbeddingPage.Title ? Array.Empty<string>() : [title]];
    }

    private string AddressOf(HostKind kind, HostileFile file, bool inline) => $"{AddressOf(kind, file.Attachment, inline)}&{Gateway.Session}={Session}";

    private static IReadOnlyList<string> WaysOf(Vehicle vehicle) => vehicle switch
    {
        Vehicle.Page => EmbeddingPage.Frames,
        Vehicle.Script => EmbeddingPage.Scripts,
        Vehicle.Stylesheet => EmbeddingPage.Styles,
        _ => EmbeddingPage.Players,
    };
}
