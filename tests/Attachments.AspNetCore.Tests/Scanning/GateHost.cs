using System.Globalization;
using System.Net;
using System.Text;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Attachments.Testing.Scanning;
using Attachments.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Tests.Scanning;

/// <summary>The endpoints on the library's own service with scanning on, where nobody but the test gives verdicts.</summary>
internal sealed class GateHost : IAsyncDisposable
{
    /// <summary>What every file begins and ends with, and nothing else that the host answers holds.</summary>
    public const string Marker = "THE-BYTES-THAT-NOBODY-MAY-SEE";

    private static readonly TenantId Tenant = TenantId.Parse("t1");

    private readonly WebApplication app;
    private readonly InMemoryAttachmentDatabase database;
    private int files;

    private GateHost(WebApplication app, InMemoryAttachmentDatabase database, InterceptedBlobStore store)
    {
        this.app = app;
        this.database = database;
        Store = store;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
            DefaultRequestHeaders = { { "X-Tenant-ID", Tenant.Value }, { "X-User-ID", "u1" } },
        };
    }

    public HttpClient Client { get; }

    public InterceptedBlobStore Store { get; }

    /// <summary>Gets every route of the host.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<GateHost> StartAsync(Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));

        var database = new InMemoryAttachmentDatabase();
        var store = new InterceptedBlobStore(new InMemoryBlobStore());
        builder.Services.AddAttachments().UseInMemoryDatabase(database).UseMessages<OneDraft>().AddInMemoryScanner(new InMemoryScanner());
        builder.Services.AddSingleton<IBlobStore>(store);
        builder.Services.Configure<ScanningOptions>(static options => (options.Mode, options.InProcess) = (ScanMode.Background, false));
        builder.Services.Configure<AttachmentsOptions>(static options => options.MaxAttachmentsPerMessage = 100_000);
        builder.Services.AddAuthentication(GatewayHeadersDefaults.AuthenticationScheme).AddAttachmentsGatewayHeaders();

        var app = builder.Build();
        app.MapAttachments();
        map?.Invoke(app);
        await app.StartAsync(Token);
        return new GateHost(app, database, store);
    }

    /// <summary>Uploads a file that no other call uploads, and gives it a verdict.</summary>
    /// <param name="status">The verdict; pending for none.</param>
    /// <param name="padding">How many bytes stand between the markers.</param>
    public async Task<Attachment> AttachAsync(ScanStatus status, int padding = 16)
    {
        var text = Marker + (++files).ToString("D10", CultureInfo.InvariantCulture) + new string('x', padding) + Marker;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.ASCII.GetBytes(text)), "file", "a.txt" } };
        using var upload = await Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);
        var json = await upload.JsonAsync(HttpStatusCode.Created);

        var attachment = (await app.Services.GetRequiredService<IAttachmentRepository>().FindAsync(Tenant, new AttachmentId(Guid.Parse((string)json["id"]!)), Token))!;
        if (status != ScanStatus.Pending)
            SetVerdict(attachment, status);

        return attachment;
    }

    public void SetVerdict(Attachment attachment, ScanStatus status) => database.SetVerdict(attachment.Key, status);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private sealed class OneDraft : IMessageDirectory
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            new(message.Value == "m1" ? new MessageInfo(UserId.Parse("u1"), AcceptsAttachments: true) : null);
    }
}
