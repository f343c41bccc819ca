using System.Net;
using Attachments.Browser.Corpus;
using Attachments.Browser.Sites;
using Attachments.Contract.Http;

namespace Attachments.Browser.Hosting;

/// <summary>What every test has: a caller of its own, signed in at a host in a browser of its own.</summary>
public abstract class BrowserTests(Stage stage) : IAsyncLifetime
{
    private readonly string session = Guid.NewGuid().ToString("N");
    protected Caller Caller { get; } = Caller.New();

    protected Stage Stage { get; } = stage;

    protected Beacon Beacon => Stage.Web.Beacon;

    /// <summary>Gets what the caller's cookie holds.</summary>
    protected string Session => session;

    public virtual ValueTask InitializeAsync()
    {
        if (Stage.Missing is { } missing)
            Assert.Skip(missing);

        foreach (var kind in Enum.GetValues<HostKind>())
            Stage.HostOf(kind).Gateway.SignIn(session, Caller);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Task<Visit> VisitAsync(HostKind kind) => Visit.BeginAsync(Stage, Stage.OriginOf(kind), session);

    protected Canary NewCanary() => new(Beacon.Address, Guid.NewGuid().ToString("N"));

    protected async Task<Answer> UploadAsync(HostKind kind, byte[] bytes, string fileName, string? contentType)
    {
        var mail = Stage.HostOf(kind).As(Caller);
        return await mail.UploadAsync(await mail.DraftAsync(), bytes, fileName, contentType);
    }

    /// <summary>Uploads a file that must be taken.</summary>
    protected async Task<AttachmentView> AttachAsync(HostKind kind, byte[] bytes, string fileName, string? contentType) =>
        AttachmentView.Of((await UploadAsync(kind, bytes, fileName, contentType)).ShouldBe(HttpStatusCode.Created).Json);

    /// <summary>Uploads a family of active files, those that the host takes.</summary>
    protected async Task<IReadOnlyList<HostileFile>> AttachAsync(HostKind kind, string family)
    {
        var files = new List<HostileFile>();
        foreach (var file in ActiveFiles.Families[family].Where(file => kind == HostKind.WideOpen || !file.IsRefusedByDefault))
        {
            var canary = NewCanary();
            files.Add(new HostileFile(file, await AttachAsync(kind, file.Write(canary), file.FileName, file.ContentType), canary));
        }

        return files;
    }

    protected string AddressOf(HostKind kind, AttachmentView attachment, bool inline) =>
        new Uri(Stage.OriginOf(kind), $"/api/v1/attachments/{attachment.Id}/download?inline={(inline ? "true" : "false")}").AbsoluteUri;

    /// <summary>Names the address at which a careless server gives the same bytes.</summary>
    protected string CarelessAddressOf(HostKind kind, AttachmentView attachment, string contentType) =>
        new Uri(Stage.OriginOf(kind), $"{Gateway.Careless}/api/v1/attachments/{attachment.Id}/download?as={Uri.EscapeDataString(contentType)}").AbsoluteUri;

    /// <summary>Gets what the beacon has heard of files.</summary>
    protected IEnumerable<string> HeardOf(IEnumerable<HostileFile> files) => from file in files from address in Beacon.HeardOf(file.Canary.Token) select $"{file.File.Name}: {address}";

    protected IReadOnlyList<ServedFile> ServedOf(HostKind kind, AttachmentView attachment) => Stage.HostOf(kind).Gateway.ServedOf(attachment.Id);
}
