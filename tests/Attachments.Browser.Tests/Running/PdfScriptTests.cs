using Attachments.Browser.Corpus;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Browser.Running;

/// <summary>
/// Scripts within PDF files. No header keeps a browser's own PDF viewer from running them, in an engine of its own and with dialogs of its own; what matters is what they find there.
/// </summary>
public sealed class PdfScriptTests(Stage stage) : BrowserTests(stage)
{
    private const string End = "end";

    [Fact]
    public async Task Script_of_a_pdf_finds_neither_page_nor_cookie_nor_network()
    {
        await using var visit = await VisitAsync(HostKind.AsItComes);

        var dialogs = await RunAsync(visit, "app.alert([typeof document, typeof window, typeof self, typeof XMLHttpRequest, typeof fetch, typeof WebSocket, typeof Image].join());");

        Assert.Equal(["undefined,undefined,undefined,undefined,undefined,undefined,undefined", End], dialogs);
    }

    [Fact]
    public async Task Script_of_a_pdf_reaches_nobody()
    {
        var canary = NewCanary();
        Beacon.ExpectSilence(canary.Token, "script of a PDF");
        string[] statements =
        [
            $"this.submitForm('{canary.Address}/submit')",
            $"this.submitForm({{cURL:'{canary.Address}/submit-as-html',cSubmitAs:'HTML',bEmpty:true}})",
            $"app.launchURL('{canary.Address}/launch',true)",
            $"app.launchURL('{canary.Address}/launch-here',false)",
            $"this.getURL('{canary.Address}/get',true)",
            $"app.openDoc('{canary.Address}/open')",
            $"this.importAnFDF('{canary.Address}/import')",
        ];
        await using var visit = await VisitAsync(HostKind.AsItComes);

        var dialogs = await RunAsync(visit, string.Concat(statements.Select(statement => $"try{{{statement}}}catch(e){{}}")));

        // That it came to its end shows that it ran.
        Assert.Equal([End], dialogs);
        await AssertReachedNobodyAsync(visit, canary);
    }

    [Theory]
    [InlineData("/S/URI/URI(ADDRESS/uri)")]
    [InlineData("/S/Launch/F(/bin/sh)")]
    [InlineData("/S/Launch/F<</FS/URL/F(ADDRESS/launch)>>")]
    [InlineData("/S/GoToR/F<</FS/URL/F(ADDRESS/remote)>>/D[0/Fit]")]
    [InlineData("/S/SubmitForm/F<</FS/URL/F(ADDRESS/submit)>>")]
    [InlineData("/S/ImportData/F<</FS/URL/F(ADDRESS/import)>>")]
    public async Task Action_of_a_pdf_reaches_nobody(string action)
    {
        foreach (var isOfPage in new[] { false, true })
        {
            var canary = NewCanary();
            Beacon.ExpectSilence(canary.Token, $"{action}, {(isOfPage ? "page" : "document")}");
            var file = PdfFile.Write(script: $"app.alert('{End}');", action: action.Replace("ADDRESS", canary.Address, StringComparison.Ordinal), isOfPage: isOfPage);
            await using var visit = await VisitAsync(HostKind.AsItComes);

            Assert.Equal([End], await ShowAsync(visit, file));
            await AssertReachedNobodyAsync(visit, canary);
        }
    }

    // What another page asks for afterwards is heard; so what this one asked for would have been.
    private async Task AssertReachedNobodyAsync(Visit visit, Canary canary)
    {
        var sentinel = NewCanary();
        await using var beside = await VisitAsync(HostKind.AsItComes);
        beside.StartOpening(sentinel.Address);
        await Beacon.HearAsync(sentinel.Token, "the sentinel");

        Assert.Empty(Beacon.HeardOf(canary.Token));
        Assert.Empty(visit.Popups);
        Assert.Contains("/download", visit.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>Shows a PDF whose script opens a dialog at its end, and gets what all dialogs said.</summary>
    private Task<IReadOnlyList<string>> RunAsync(Visit visit, string script) => ShowAsync(visit, PdfFile.Write(script: $"{script};app.alert('{End}');"));

    private async Task<IReadOnlyList<string>> ShowAsync(Visit visit, byte[] file)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, file, "document.pdf", "application/pdf");

        Assert.True(await visit.ShowsAsync(AddressOf(HostKind.AsItComes, attachment, inline: true)));

        await Eventually.HoldsAsync(() => visit.Dialogs.Contains(End), "the script's last dialog");
        return [.. visit.Dialogs];
    }
}
