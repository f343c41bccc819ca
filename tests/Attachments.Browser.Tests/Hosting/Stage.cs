using Attachments.Browser.Sites;
using Microsoft.Playwright;

namespace Attachments.Browser.Hosting;

/// <summary>What all tests share: one Chromium, two hosts, and the sites that the browser sees.</summary>
public sealed class Stage : IAsyncLifetime
{
    private const string Variable = "ATTACHMENTS_TEST_CHROMIUM";

    private static readonly string? Program = Environment.GetEnvironmentVariable(Variable);

    // Beside what Playwright passes, which keeps a browser quiet: no graphics card, and no protocol but TCP's.
    private static readonly string[] Arguments = ["--disable-gpu", "--disable-quic"];

    private readonly Dictionary<HostKind, MailSite> hosts = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private Web? web;

    /// <summary>Gets why there is no stage; null where there is one.</summary>
    public static string? Missing => string.IsNullOrEmpty(Program) ? $"{Variable} does not name a Chromium." : null;

    public IBrowser Chromium => browser!;

    public Web Web => web!;

    public MailSite HostOf(HostKind kind) => hosts[kind];

    public Uri OriginOf(HostKind kind) => Web.OriginOf(NameOf(kind));

    public Uri SiblingOf(HostKind kind) => Web.SiblingOf(NameOf(kind));

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;

        var starting = Enum.GetValues<HostKind>().ToDictionary(kind => kind, MailSite.StartAsync);
        playwright = await Playwright.CreateAsync();

        // Chromium's own sandbox does not serve root; it has nothing to do with the sandbox of a policy.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments, ChromiumSandbox = false });
        foreach (var (kind, host) in starting)
            hosts.Add(kind, await host);
        web = await Web.StartAsync(hosts.ToDictionary(host => NameOf(host.Key), host => host.Value.Gateway));
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (web is not null)
            await web.DisposeAsync();
        foreach (var host in hosts.Values)
            await host.DisposeAsync();

        // What woke up only after its own test had looked.
        Assert.Empty(web?.Beacon.Broken ?? []);
    }

    private static string NameOf(HostKind kind) => kind == HostKind.WideOpen ? "open" : "mail";
}
