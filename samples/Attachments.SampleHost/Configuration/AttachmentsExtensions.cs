using Attachments.SampleHost.Jobs;
using Attachments.SampleHost.Messages;
using Attachments.Scanning;

namespace Attachments.SampleHost.Configuration;

internal static class AttachmentsExtensions
{
    /// <summary>Adds the messages, and the attachments library: what to keep where, and how it finds this host's messages.</summary>
    public static void AddMail(this IServiceCollection services, IConfiguration configuration, HostSettings settings)
    {
        var database = settings.PostgreSql is { } connectionString ? MailDatabase.PostgreSql(connectionString) : MailDatabase.Sqlite(settings.SqliteFile);

        // By a factory, so that the container disposes it.
        services.AddSingleton(_ => database);
        services.AddSingleton<MailMessageStore>();

        var attachments = services.AddAttachments(configuration.GetSection("Attachments"))
            .UseMessages<MailMessageDirectory>()
            .AddSharpCompress();
        database.UseFor(attachments);

        if (settings.BlobDirectory is { } directory)
            attachments.UseFileSystemStore(options => options.RootPath = directory);
        else
            attachments.UseS3Store(configuration.GetSection(HostSettings.S3Section));

        // Without scanning there are no scanners either: what is said of them is not read, and nothing looks for a clamd.
        if (settings.Scanning != ScanMode.Off)
            attachments.AddScanners(configuration.GetSection("Attachments:Scanning"), storesInS3: settings.BlobDirectory is null);

        if (settings.Jobs is { } storage)
            attachments.AddJobs(storage, configuration.GetSection("Attachments:Jobs"));
    }

    private static void AddScanners(this IAttachmentsBuilder attachments, IConfigurationSection scanning, bool storesInS3)
    {
        attachments.AddClamAV(scanning.GetSection("ClamAV"));

        // Beside clamd: it says nothing of files that it has never seen.
        var virusTotal = scanning.GetSection("VirusTotal");
        if (virusTotal["ApiKey"] is { Length: > 0 })
            attachments.AddVirusTotal(virusTotal);

        // Named at all, somebody scans the bucket.
        var tags = scanning.GetSection("S3MalwareTags");
        if (storesInS3 && tags.Exists())
            attachments.AddS3MalwareTags(tags);
    }
}
