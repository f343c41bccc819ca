namespace Attachments.Browser.Hosting;

/// <summary>What a visit notices, it notices whatever the page does meanwhile.</summary>
public sealed class VisitTests(Stage stage) : BrowserTests(stage)
{
    // As Chromium's PDF viewer does: its frame moves on to another process when the page around it has loaded.
    [Fact]
    public async Task Frames_that_move_on_are_asked_until_they_answer()
    {
        var restless = Stage.Web.Publish("""
            <!DOCTYPE html><script>
            const moves = Number(location.search.slice(1)), sites = ['stranger', 'mover'];
            if (moves) {
              location = `//${sites[moves % 2]}.localhost:${location.port}${location.pathname}?${moves - 1}`;
              const end = performance.now() + 50;
              while (performance.now() < end);
            } else {
              parent.postMessage('at rest', '*');
            }
            </script>
            """);
        await using var visit = await VisitAsync(HostKind.AsItComes);
        await visit.Page.GotoAsync(new Uri(Stage.OriginOf(HostKind.AsItComes), Stage.Web.Publish($"""
            <!DOCTYPE html><script>onmessage = said => document.title = said.data</script><iframe src="{restless}?20"></iframe>
            """)).AbsoluteUri, new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });

        while (await visit.Page.TitleAsync() != "at rest")
            Assert.Empty(await visit.SongsAsync());
    }
}
