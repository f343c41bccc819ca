using Attachments.Browser.Sites;
using Attachments.Contract.Http;
using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.Browser.Hosting;

/// <summary>The sample host's own process and the gateway before it.</summary>
public sealed class MailSite : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Wide = new()
    {
        // Empty: every type, every extension.
        ["Attachments__Types__Allowed"] = "",
        ["Attachments__Types__RefusedExtensions"] = "",
        ["Attachments__Http__InlineContentTypes__0"] = "image/*",
        ["Attachments__Http__InlineContentTypes__1"] = "audio/*",
        ["Attachments__Http__InlineContentTypes__2"] = "video/*",
        ["Attachments__Http__InlineContentTypes__3"] = "text/*",
        ["Attachments__Http__InlineContentTypes__4"] = "application/*",
        ["Attachments__Http__InlineContentTypes__5"] = "message/*",
        ["Attachments__Http__InlineContentTypes__6"] = "multipart/*",
        ["Attachments__Http__InlineContentTypes__7"] = "unknown/*",
    };

    private readonly SampleHostProcess process;
    private readonly string directory;

    private MailSite(SampleHostProcess process, string directory)
    {
        this.process = process;
        this.directory = directory;
        Gateway = new Gateway(process.BaseAddress);
    }

    public Gateway Gateway { get; }

    public static async Task<MailSite> StartAsync(HostKind kind)
    {
        var directory = Directory.CreateTempSubdirectory("attachments-browser-").FullName;
        var settings = new SampleHostSettings(directory) { Environment = kind == HostKind.WideOpen ? Wide : new() };
        return new MailSite(await SampleHostProcess.StartAsync(settings, CancellationToken.None), directory);
    }

    /// <summary>Gets a client that goes to the host itself.</summary>
    public MailClient As(Caller caller) => new(process.Client, caller);

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
