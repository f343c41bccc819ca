using System.Collections.Concurrent;
using System.Diagnostics;
using Attachments.Browser.Sites;
using Microsoft.Playwright;

namespace Attachments.Browser.Hosting;

/// <summary>A browser without a past, signed in at one host, with one tab. It writes down what shows itself.</summary>
public sealed class Visit : IAsyncDisposable
{
    // A page that shows every file of the corpus in every way loads 290 parts, which takes 10 seconds where nothing else runs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Stage stage;
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<Task> reactions = [];

    private Visit(Stage stage, IBrowserContext context, IPage page)
    {
        this.stage = stage;
        this.context = context;
        Page = page;
        page.Popup += (_, popup) => Popups.Enqueue(popup.Url);
        page.Dialog += (_, dialog) =>
        {
            Dialogs.Enqueue(dialog.Message);
            reactions.Enqueue(dialog.DismissAsync());
        };
    }

    public IPage Page { get; }

    public ConcurrentQueue<string> Dialogs { get; } = [];

    public ConcurrentQueue<string> Popups { get; } = [];

    /// <summary>Opens a browser.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="origin">Where it is signed in.</param>
    /// <param name="session">The session: the value of a cookie that scripts of the origin may read.</param>
    public static async Task<Visit> BeginAsync(Stage stage, Uri origin, string session)
    {
        // Downloads begin and are cancelled.
        var context = await stage.Chromium.NewContextAsync(new() { AcceptDownloads = false, ViewportSize = new() { Width = 640, Height = 480 } });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);

        // For the site and its siblings.
        await context.AddCookiesAsync([new() { Name = Gateway.Session, Value = session, Domain = $".{origin.Host}", Path = "/", SameSite = SameSiteAttribute.Lax }]);
        return new Visit(stage, context, await context.NewPageAsync());
    }

    /// <summary>Goes to an address as if it were typed.</summary>
    /// <returns>Whether the browser shows it; else it saves it.</returns>
    public async Task<bool> ShowsAsync(string address)
    {
        var download = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Saved(object? sender, IDownload saved) => download.TrySetResult();

        Page.Download += Saved;
        try
        {
            await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
            return true;
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("ERR_ABORTED", StringComparison.Ordinal) || exception.Message.Contains("Download is starting", StringComparison.Ordinal))
        {
            await download.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return false;
        }
        finally
        {
            Page.Download -= Saved;
        }
    }

    /// <summary>Keeps scripts from opening dialogs, each of which holds a page up.</summary>
    public Task SilenceDialogsAsync() => context.AddInitScriptAsync("window.alert = () => { }");

    /// <summary>Begins to open an address, and waits for nothing: what is there may move on.</summary>
    public void StartOpening(string address) => reactions.Enqueue(Page.GotoAsync(address));

    /// <summary>Goes to a page that uses files, and waits until everything of it has ended and the beacon has heard of it.</summary>
    /// <param name="origin">Whose page it is.</param>
    /// <param name="uses">The files' absolute addresses, and how the page uses them.</param>
    /// <param name="policy">The page's own content security policy, which allows everything unless another is given.</param>
    public async Task EmbedAsync(Uri origin, IEnumerable<(string Address, IReadOnlyList<string> Ways)> uses, string policy = "")
    {
        var sentinel = Guid.NewGuid().ToString("N");
        var path = stage.Web.Publish(EmbeddingPage.Write(uses, $"{stage.Web.Beacon.Address}{sentinel}/page", policy));
        await Page.GotoAsync(new Uri(origin, path).AbsoluteUri);
        try
        {
            await Page.WaitForSelectorAsync(EmbeddingPage.Done, new() { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The page still waits for {await Page.EvaluateAsync<string>("() => [...waiting].join()")}.", exception);
        }

        Assert.NotEmpty(stage.Web.Beacon.HeardOf(sentinel));
    }

    /// <summary>Goes to an empty page of an origin. What came before has told the beacon before this ends, and the beacon can be heard.</summary>
    public Task SettleAsync(Uri origin) => EmbedAsync(origin, []);

    /// <summary>Asks every frame of the tab for a variable that only a canary sets.</summary>
    public async Task<IReadOnlyList<string>> SongsAsync()
    {
        var songs = new List<string>();
        foreach (var frame in Page.Frames)
        {
            if (await SongOfAsync(frame) is { } song)
                songs.Add($"{frame.Url}: {song}");
        }

        return songs;
    }

    // A frame that moves on takes the question with it, and is asked again: the PDF viewer's own does so after the page has loaded.
    // While it moves, it may answer a hundred questions like that at once: time bounds them, not their number.
    private static async Task<string?> SongOfAsync(IFrame frame)
    {
        for (var asked = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await frame.EvaluateAsync<string?>("() => window.canary ?? null");
            }
            catch (PlaywrightException exception) when (asked.Elapsed < Patience && exception.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
            catch (PlaywrightException) when (frame.IsDetached)
            {
                return null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A browser that is closed over an open dialog may crash. What became of the rest is nobody's concern.
        await Task.WhenAll(reactions).ContinueWith(static task => task.Exception, TaskScheduler.Default);
        await context.DisposeAsync();
    }
}
