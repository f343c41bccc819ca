using System.Text.Encodings.Web;

namespace Attachments.Browser.Sites;

/// <summary>A page that builds itself of files in every way that a page can, and says when all of them have come to an end.</summary>
public static class EmbeddingPage
{
    public const string Title = "A page of one's own";

    /// <summary>The attribute that the page's body bears when it has loaded, or failed to load, everything.</summary>
    public const string Done = "body[data-done]";

    /// <summary>Every way, by name; <c>{0}</c> stands for the file's address in markup, <c>{1}</c> in a script, and <c>{2}</c> for the part's name.</summary>
    private static readonly Dictionary<string, string> Ways = new(StringComparer.Ordinal)
    {
        ["iframe"] = """<iframe src="{0}"></iframe>""",
        ["image"] = """<img src="{0}">""",
        ["object"] = """<object data="{0}"></object>""",
        ["object-as-page"] = """<object type="text/html" data="{0}"></object>""",
        ["embed"] = """<embed src="{0}">""",
        ["script"] = """<script src="{0}"></script>""",
        ["module"] = """<script type="module" src="{0}"></script>""",
        ["import"] = """<script>wait('{2}', import('{1}'))</script>""",
        ["stylesheet"] = """<link rel="stylesheet" href="{0}">""",
        ["manifest"] = """<link rel="manifest" href="{0}">""",
        ["use"] = """<svg><use href="{0}#part"></use></svg>""",
        ["video"] = """<video src="{0}" muted autoplay></video><script>waitForMedia('{2}')</script>""",
        ["audio"] = """<audio src="{0}" muted autoplay></audio><script>waitForMedia('{2}')</script>""",
        ["worker"] = """<script>wait('{2}', new Promise(end => { const it = new Worker('{1}'); workers.push(it); it.onerror = it.onmessage = end }))</script>""",
        // Not waited for: Chromium does not always tell a page that a shared worker could not be had.
        ["shared-worker"] = """<script>try { workers.push(new SharedWorker('{1}')) } catch { }</script>""",
        ["service-worker"] = """<script>wait('{2}', navigator.serviceWorker.register('{1}'))</script>""",
    };

    /// <summary>Gets the ways in which a page shows a file that is a page.</summary>
    public static IReadOnlyList<string> Frames { get; } = ["iframe", "image", "object-as-page", "embed", "use"];

    /// <summary>Gets the ways in which a page runs a file that is a script; a frame is beside them.</summary>
    public static IReadOnlyList<string> Scripts { get; } = ["iframe", "script", "module", "import", "worker", "shared-worker", "service-worker"];

    public static IReadOnlyList<string> Styles { get; } = ["iframe", "stylesheet", "manifest"];

    public static IReadOnlyList<string> Players { get; } = ["iframe", "video", "audio"];

    /// <summary>Writes the page.</summary>
    /// <param name="uses">The absolute addresses of files, to which more of a query can be added, and how it uses each of them.</param>
    /// <param name="sentinel">What the page itself asks the beacon for in the end: what began to run before has asked before.</param>
    /// <param name="policy">The page's own content security policy.</param>
    public static string Write(IEnumerable<(string Address, IReadOnlyList<string> Ways)> uses, string sentinel, string policy) => $$"""
        <!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{policy}}"><title>{{Title}}</title><link rel="icon" href="data:,"><body><script>
        const waiting = new Set(['load']), workers = [];
        const end = async part => {
          waiting.delete(part);
          if (waiting.size)
            return;
          await fetch('{{sentinel}}');
          document.body.dataset.done = 'yes';
        };
        const wait = (part, promise) => {
          waiting.add(part);
          promise.catch(() => 'failed').then(() => end(part));
        };
        const waitForMedia = part => {
          const media = document.currentScript.previousElementSibling;
          wait(part, new Promise(end => media.onerror = media.onloadeddata = end));
        };
        const frame = () => new Promise(requestAnimationFrame);
        addEventListener('load', () => frame().then(frame).then(() => end('load')));
        </script>
        {{string.Join('\n', uses.Index().SelectMany(use => use.Item.Ways.Select(way => Part(use.Item.Address, way, $"{use.Index} {way}"))))}}
        """;

    private static string Part(string file, string way, string name)
    {
        var address = $"{file}&via={way}";
        return Ways[way]
            .Replace("{0}", HtmlEncoder.Default.Encode(address), StringComparison.Ordinal)
            .Replace("{1}", address, StringComparison.Ordinal)
            .Replace("{2}", name, StringComparison.Ordinal);
    }
}
