using System.Diagnostics;
using Attachments.Access;
using Attachments.CrashHost;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;

var builder = WebApplication.CreateBuilder(args);
var configuration = builder.Configuration;
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var attachments = builder.Services.AddAttachments(configuration.GetSection("Attachments"))
    .UseFileSystemStore(store => store.RootPath = configuration["Root"]!)
    .UseMessages<OpenDirectory>();

if (configuration["PostgreSql"] is { } postgres)
    attachments.UsePostgreSql(postgres, options => options.ApplySchemaAtStart = true);
else
    attachments.UseSqlite($"Data Source={configuration["Sqlite"]}");

if (configuration["ClamAV"] is { } clamd)
{
    attachments.AddClamAV(options =>
    {
        options.Endpoint = clamd;

        // The probe at start shows clamd a file of this length: hosts are started by the dozen.
        options.StreamMaxLength = configuration.GetValue<long>("Attachments:MaxAttachmentSize");
    }).AddScanner<WatchedScanner>();
}

if (configuration["Hangfire"] is { } jobs)
    attachments.UseHangfire(jobs, configuration);

// A test may set this host's clock apart from the others'.
if (configuration.GetValue<TimeSpan?>("ClockOffset") is { } offset)
    builder.Services.AddSingleton<TimeProvider>(new OffsetClock(offset));

builder.Services.AddSingleton<Points>();
builder.Services.Decorate<IBlobStore, PointedBlobStore>();
builder.Services.Decorate<IAttachmentRepository, PointedAttachmentRepository>();
builder.Services.Decorate<IBlobRepository, PointedBlobRepository>();
builder.Services.Decorate<ISealRepository, PointedSealRepository>();
builder.Services.Decorate<IScanRepository, PointedScanRepository>();
builder.Services.Decorate<IQuarantineRepository, PointedQuarantineRepository>();
builder.Services.AddSingleton<ScanWishes>();
builder.Services.AddAuthentication().AddAttachmentsGatewayHeaders();
builder.Services.AddAuthorization();

var app = builder.Build();
var points = app.Services.GetRequiredService<Points>();

app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.Use(async (context, next) =>
{
    context.Response.OnCompleted(() => points.ReachAsync("after-answer").AsTask());
    await next(context);
    await points.ReachAsync("before-answer-ends");
}));

app.MapAttachments("/api/v1");
app.MapPost("/sweep", async (IAttachmentSweeper sweeper, CancellationToken cancellationToken) => (await sweeper.SweepAsync(cancellationToken)).ToString());
app.MapPost("/delete-message", async (string tenant, string id, IMessageAttachments messages) => await messages.DeleteAllAsync(TenantId.Parse(tenant), MessageId.Parse(id)));
app.MapPost("/quarantine/{blob:guid}/release", async (string tenant, Guid blob, IAttachmentQuarantine quarantine) =>
    await quarantine.ReleaseAsync(new BlobKey(TenantId.Parse(tenant), new BlobId(blob)), UserId.Parse("officer"), "A test wants it."));
app.MapPost("/quarantine/{blob:guid}/purge", async (string tenant, Guid blob, IAttachmentQuarantine quarantine) =>
    await quarantine.PurgeAsync(new BlobKey(TenantId.Parse(tenant), new BlobId(blob)), UserId.Parse("officer"), "A test wants it."));
app.MapPost("/points/{name}/crash", (string name, int on) => points.ArmCrash(name, on));
app.MapPost("/points/{name}/stall", (string name, TimeSpan stall) => points.ArmStall(name, stall));
app.MapGet("/points/{name}", (string name) => points.Reached(name));
app.MapDelete("/points/{name}", (string name) => points.Disarm(name));

await app.StartAsync();

// The port is the system's choice: the test reads it here.
Console.WriteLine($"Listening on {app.Urls.First()}");

// The test holds the other end of the input: where it dies, so does this host. Off this thread, which the console would block.
var orphaned = Task.Run(Console.In.ReadToEnd);
if (await Task.WhenAny(orphaned, app.WaitForShutdownAsync()) == orphaned)
    Process.GetCurrentProcess().Kill();
