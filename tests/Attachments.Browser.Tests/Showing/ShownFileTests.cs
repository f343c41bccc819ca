using System.Text;
using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;
using Microsoft.Playwright;

namespace Attachments.Browser.Showing;

/// <summary>What harms nobody still shows: by itself, in a frame, and as a part of a page.</summary>
public sealed class ShownFileTests(Stage stage) : BrowserTests(stage)
{
    private const string Width = "() => document.images[0]?.naturalWidth ?? 0";

    private const string Text = "() => document.body.innerText";

    // A film or a tone of one second that can be played.
    private const string Duration = "() => { const it = document.querySelector('video, audio'); return it && it.readyState >= 2 ? it.duration : 0 }";

    public static TheoryData<string, string> Pictures => new()
    {
        { "picture.png", "image/png" }, { "picture.jpg", "image/jpeg" }, { "picture.gif", "image/gif" }, { "picture.webp", "image/webp" }, { "picture.avif", "image/avif" }, { "picture.bmp", "image/bmp" },
    };

    public static TheoryData<string, string, string> Media => new()
    {
        { "tone.wav", "audio/wav", "audio" }, { "tone.mp3", "audio/mpeg", "audio" }, { "clip.mp4", "video/mp4", "video" }, { "clip.webm", "video/webm", "video" },
    };

    [Theory, MemberData(nameof(Pictures))]
    public async Task Picture_shows(string fileName, string contentType)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, SampleFiles.Read(fileName), fileName, contentType);
        await using var visit = await VisitAsync(HostKind.AsItComes);

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));
        Assert.Equal(32, await visit.Page.EvaluateAsync<int>(Width));

        await EmbedAsync(HostKind.AsItComes, visit, attachment, "image", "iframe");
        Assert.Equal(32, await visit.Page.EvaluateAsync<int>(Width));
        Assert.Equal(32, await FrameOf(visit, attachment).EvaluateAsync<int>(Width));
    }

    [Theory]
    [InlineData("picture.png", "image/png")]
    [InlineData("picture.webp", "image/webp")]
    public async Task Picture_does_not_show_in_a_page_of_another_origin(string fileName, string contentType)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, SampleFiles.Read(fileName), fileName, contentType);
        await using var visit = await VisitAsync(HostKind.AsItComes);

        await visit.EmbedAsync(Stage.SiblingOf(HostKind.AsItComes), [(AddressOf(HostKind.AsItComes, attachment, inline: true), ["image"])]);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(Width));

        // As it would where a careless server gives it.
        await visit.EmbedAsync(Stage.SiblingOf(HostKind.AsItComes), [(CarelessAddressOf(HostKind.AsItComes, attachment, contentType), ["image"])]);
        Assert.Equal(32, await visit.Page.EvaluateAsync<int>(Width));
    }

    [Theory]
    [InlineData("A note: <b>not bold</b>.")]
    // A browser takes text for Windows-1252 unless its mark says otherwise: types are stored without a charset.
    [InlineData("\uFEFFUne note, naïve ; 日本語.")]
    public async Task Text_shows(string text)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, Encoding.UTF8.GetBytes(text), "note.txt", "text/plain");
        await using var visit = await VisitAsync(HostKind.AsItComes);

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));
        Assert.Equal(text.TrimStart('\uFEFF'), await visit.Page.EvaluateAsync<string>(Text));

        await EmbedAsync(HostKind.AsItComes, visit, attachment, "iframe");
        Assert.Equal(text.TrimStart('\uFEFF'), await FrameOf(visit, attachment).EvaluateAsync<string>(Text));
    }

    // The check can fail.
    [Fact]
    public async Task Text_to_be_saved_does_not_show()
    {
        var attachment = await AttachAsync(HostKind.AsItComes, "A note."u8.ToArray(), "note.txt", "text/plain");
        await using var visit = await VisitAsync(HostKind.AsItComes);

        Assert.False(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: false)));
        Assert.Empty(await visit.Page.EvaluateAsync<string>(Text));
    }

    [Theory, MemberData(nameof(Media))]
    public async Task Sound_and_film_play(string fileName, string contentType, string element)
    {
        var attachment = await AttachAsync(HostKind.WideOpen, SampleFiles.Read(fileName), fileName, contentType);
        await using var visit = await VisitAsync(HostKind.WideOpen);

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.WideOpen, attachment, inline: true)));
        await PlaysAsync(visit.Page.MainFrame);

        await EmbedAsync(HostKind.WideOpen, visit, attachment, element, "iframe");
        await PlaysAsync(visit.Page.MainFrame);
        await PlaysAsync(FrameOf(visit, attachment));
    }

    [Theory]
    [InlineData("tone.mp3", "audio/mpeg", "audio")]
    [InlineData("clip.webm", "video/webm", "video")]
    public async Task Sound_and_film_do_not_play_in_a_page_of_another_origin(string fileName, string contentType, string element)
    {
        var attachment = await AttachAsync(HostKind.WideOpen, SampleFiles.Read(fileName), fileName, contentType);
        await using var visit = await VisitAsync(HostKind.WideOpen);

        await visit.EmbedAsync(Stage.SiblingOf(HostKind.WideOpen), [(AddressOf(HostKind.WideOpen, attachment, inline: true), [element])]);
        Assert.Equal(0, await visit.Page.EvaluateAsync<double>(Duration));

        await visit.EmbedAsync(Stage.SiblingOf(HostKind.WideOpen), [(CarelessAddressOf(HostKind.WideOpen, attachment, contentType), [element])]);
        await PlaysAsync(visit.Page.MainFrame);
    }

    private static Task PlaysAsync(IFrame frame) =>
        Eventually.HoldsAsync(async () => await frame.EvaluateAsync<double>(Duration) is > 0.9 and < 1.2, $"{frame.Url} can be played for a second");

    private static IFrame FrameOf(Visit visit, AttachmentView attachment) => visit.Page.Frames.Single(frame => frame != visit.Page.MainFrame && frame.Url.Contains(attachment.Id, StringComparison.Ordinal));

    private Task EmbedAsync(HostKind kind, Visit visit, AttachmentView attachment, params string[] ways) =>
        visit.EmbedAsync(Stage.OriginOf(kind), [(AddressOf(kind, attachment, inline: true), ways)]);
}
