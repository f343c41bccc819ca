using System.Globalization;
using Attachments.AspNetCore.Callers;
using Attachments.Content;
using Attachments.Content.Archives;
using Attachments.Content.Images;
using Attachments.Content.Types;
using Attachments.Sqlite;
using Attachments.Sweeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>A host on the packages with everything on: callers from gateway headers, access, type detection, the default inspectors, hash, staging, rows, JSON. Scanning is off.</summary>
internal static class ProductServer
{
    /// <summary>Where the load program has the host sweep once; the answer is how many strays went.</summary>
    public const string SweepPath = "/sweep";

    private const long Limit = 2L * 1024 * 1024 * 1024;

    public static async Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var builder = ServeCommand.CreateBuilder(settings);
        if (settings.IsTuned)
            builder.WebHost.UseAttachmentsTransport();

        builder.Services.AddAuthentication(GatewayHeadersDefaults.AuthenticationScheme).AddAttachmentsGatewayHeaders();
        builder.Services.AddAuthorization();
        builder.Services.Configure<AttachmentsOptions>(options => options.MaxAttachmentSize = Limit);

        // Rows that a command has filled in name files that are not there: without the directory the host would ask whether its volume is mounted, and not start.
        var root = Path.Combine(settings.Data, "blobs");
        Directory.CreateDirectory(Path.Combine(root, "blobs"));

        var attachments = builder.Services.AddAttachments(builder.Configuration.GetSection("Attachments"))
            .UseMessages<AnyDraftDirectory>()
            .UseFileSystemStore(options =>
            {
                options.RootPath = root;
                options.FlushToDisk = settings.FlushesToDisk;
            });
        UseDatabase(attachments, settings);

        // Only when the load program asks, so that each round has the same to do.
        builder.Services.Configure<SweepingOptions>(static options => options.InProcess = false);
        if (!settings.Inspects)
            Blind(builder.Services);
        if (settings.InspectsAll)
            LookAtAll(attachments);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAttachments("/api/v1").RequireAuthorization();
        app.MapPost(SweepPath, async (IAttachmentSweeper sweeper, HttpContext context) =>
        {
            var report = await sweeper.SweepAsync(context.RequestAborted);
            await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Strays}"));
        });

        await app.Services.ApplyAttachmentsSchemaAsync();
        if (settings.Rows > 0)
            await FillAsync(settings);

        return app;
    }

    // Takes every upload for what it is declared as.
    private static void Blind(IServiceCollection services)
    {
        services.RemoveAll<IContentInspector>();
        services.Configure<ArchiveOptions>(static options => options.MaxDepth = 0);
        services.Replace(ServiceDescriptor.Singleton<IContentTypeDetector, BlindDetector>());
    }

    // What the options leave off by default, and the formats of the other package.
    private static void LookAtAll(IAttachmentsBuilder attachments)
    {
        attachments.AddSharpCompress();
        attachments.Services.Configure<ContentTypeOptions>(static options => options.Verification = ContentTypeVerification.Strict);
        attachments.Services.Configure<ImageOptions>(static options => (options.MaxImagePixels, options.MaxImageFrames) = (100_000_000, 1000));
    }

    private static void UseDatabase(IAttachmentsBuilder attachments, ServerSettings settings)
    {
        if (settings.PostgreSql is { } connectionString)
        {
            attachments.UsePostgreSql(Open(attachments.Services, settings, connectionString), options => options.Schema = settings.Schema);
            return;
        }

        attachments.UseSqlite(
            settings.SqliteConnectionString,
            options => options.Synchronous = settings.FlushesToDisk ? SqliteSynchronous.Full : SqliteSynchronous.Normal);
    }

    private static NpgsqlDataSource Open(IServiceCollection services, ServerSettings settings, string connectionString)
    {
        if (!settings.WatchesStatements)
            return NpgsqlDataSource.Create(connectionString);

        var watch = new StatementWatch();
        services.AddSingleton(watch);
        return watch.Open(connectionString);
    }

    private static async Task FillAsync(ServerSettings settings)
    {
        if (settings.PostgreSql is not null)
            throw new ArgumentException("--rows fills SQLite; PostgreSQL's tables are filled by the command that needs them.");

        await using var connection = new SqliteConnection(settings.SqliteConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Numbers and constants alone.
        command.CommandText = Rows.Sqlite(settings.Rows);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
