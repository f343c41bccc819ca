using System.Net;
using System.Text;
using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Browser.Sites;

namespace Attachments.Browser.Running;

/// <summary>Active files opened by themselves, and what a careless server would make of them.</summary>
public sealed class ActiveFileTests(Stage stage) : BrowserTests(stage)
{
    public static TheoryData<HostKind, string> HostsAndFamilies =>
        [.. from kind in Enum.GetValues<HostKind>() from family in ActiveFiles.Families.Keys select (kind, family)];

    public static TheoryData<string> Families => [.. ActiveFiles.Families.Keys];

    [Theory, MemberData(nameof(HostsAndFamilies))]
    public async Task Active_file_runs_nothing_when_it_is_shown(HostKind kind, string family) => Assert.Empty(await OpenAsync(kind, family, inline: true));

    [Theory, MemberData(nameof(Families))]
    public async Task Active_file_runs_nothing_when_it_is_saved(string family) => Assert.Empty(await OpenAsync(HostKind.WideOpen, family, inline: false));

    [Theory, MemberData(nameof(Families))]
    public async Task Active_file_runs_where_a_careless_server_gives_it(string family)
    {
        var origin = Stage.OriginOf(HostKind.WideOpen);
        await using var visit = await VisitAsync(HostKind.WideOpen);
        await visit.SilenceDialogsAsync();
        foreach (var (file, attachment, canary) in await AttachAsync(HostKind.WideOpen, family))
        {
            var address = CarelessAddressOf(HostKind.WideOpen, attachment, file.ActsAs);
            var page = new Uri(origin, Stage.Web.Publish(EmbeddingPage.Write([(address, WaysOf(file.Vehicle))], Beacon.Address.AbsoluteUri, policy: "")));

            visit.StartOpening(file.Vehicle == Vehicle.Page ? address : page.AbsoluteUri);

            await Beacon.HearAsync(canary.Token, file.Name);
        }
    }

    // Everything by which the other tests would notice: a variable, a title, a dialog, and a request that bears the cookie.
    [Fact]
    public async Task Canary_sings_in_every_voice_where_a_careless_server_gives_it()
    {
        var canary = NewCanary();
        var attachment = await AttachAsync(HostKind.WideOpen, Encoding.UTF8.GetBytes(canary.Page), "page.html", "text/html");
        await using var visit = await VisitAsync(HostKind.WideOpen);

        Assert.True(await visit.ShowsAsync(CarelessAddressOf(HostKind.WideOpen, attachment, "text/html")));

        Assert.Contains($"session={Session}", await Beacon.HearAsync(canary.Token, "the canary"), StringComparison.Ordinal);
        Assert.Equal(Canary.Song, await visit.Page.TitleAsync());
        Assert.Single(await visit.SongsAsync());
        Assert.Equal([Canary.Song], visit.Dialogs);
    }

    [Theory, MemberData(nameof(Families))]
    public async Task Active_file_of_a_type_that_mail_hardly_needs_is_refused_by_a_host_as_it_comes(string family)
    {
        foreach (var file in ActiveFiles.Families[family].Where(file => file.IsRefusedByDefault))
        {
            var answer = await UploadAsync(HostKind.AsItComes, file.Write(NewCanary()), file.FileName, file.ContentType);

            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        }
    }

    /// <summary>Opens every file of a family in turn, and tells what they did.</summary>
    private async Task<IReadOnlyList<string>> OpenAsync(HostKind kind, string family, bool inline)
    {
        await using var visit = await VisitAsync(kind);
        var files = await AttachAsync(kind, family);
        var songs = new List<string>();
        foreach (var (file, attachment, canary) in files)
        {
            Beacon.ExpectSilence(canary.Token, $"{file.Name} opened with inline={inline}");

            var isShown = await visit.ShowsAsync(AddressOf(kind, attachment, inline));

            var served = Assert.Single(ServedOf(kind, attachment), answer => answer.Destination == "document");
            Assert.Equal(200, served.Status);
            Assert.False(isShown && !served.IsInline, $"{file.Name} is shown, and the host told the browser to save it.");
            songs.AddRange(from song in await visit.SongsAsync() select $"{file.Name}: {song}");
            songs.AddRange(from title in new[] { await visit.Page.TitleAsync() } where title == Canary.Song select $"{file.Name}: title");
        }

        await visit.SettleAsync(Stage.OriginOf(kind));
        return [.. songs, .. HeardOf(files), .. visit.Dialogs, .. visit.Popups];
    }

    private static string[] WaysOf(Vehicle vehicle) => vehicle switch
    {
        Vehicle.Script => ["script"],
        Vehicle.Stylesheet => ["stylesheet"],
        _ => ["video"],
    };
}
