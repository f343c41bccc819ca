using Attachments.LoadTests.Fleet.Services;
using Npgsql;

namespace Attachments.LoadTests.Fleet.Hosts;

/// <summary>What every host of the run is told. All of them are told the same.</summary>
internal static class HostEnvironment
{
    public static Dictionary<string, string> Make(FleetSettings settings, FleetServices services) => new(StringComparer.Ordinal)
    {
        ["Logging__LogLevel__Default"] = "Warning",
        ["Logging__LogLevel__Hangfire"] = "None",
        ["ConnectionStrings__Mail"] = Durable(services.PostgreSql, "Maximum Pool Size=40"),
        ["Attachments__Storage__Kind"] = "S3",
        ["Attachments__Storage__S3__Profile"] = "Ceph",
        ["Attachments__Storage__S3__ServiceUrl"] = services.S3.Endpoint.ToString(),
        ["Attachments__Storage__S3__Region"] = services.S3.Region,
        ["Attachments__Storage__S3__Bucket"] = services.S3.Bucket,
        ["Attachments__Storage__S3__AccessKey"] = services.S3.AccessKey,
        ["Attachments__Storage__S3__SecretKey"] = services.S3.SecretKey,

        // The least that services take: more files are more than one part. And less patience than some faults last: some requests outlast them and some do not.
        ["Attachments__Storage__S3__PartSize"] = "5242880",
        ["Attachments__Storage__S3__IdleTimeout"] = "00:00:02",
        ["Attachments__Storage__S3__MaxRetries"] = "1",
        ["Attachments__Storage__S3__AbortTimeout"] = "00:00:05",
        ["Attachments__Storage__S3__PublishTimeout"] = "00:00:15",
        ["Attachments__MaxAttachmentsPerMessage"] = "100",
        ["Attachments__Sweeping__GracePeriod"] = settings.Grace.ToString("c"),
        ["Attachments__Sweeping__Interval"] = "00:00:05",
        ["Attachments__Jobs__Kind"] = "Hangfire",
        ["Attachments__Jobs__Storage"] = settings.Jobs == JobBroker.Redis ? services.Redis : Durable(services.PostgreSql, "Maximum Pool Size=30"),
        ["Attachments__Jobs__PassInterval"] = "00:00:05",
        ["Attachments__Jobs__SchedulePollingInterval"] = "00:00:01",
        ["Attachments__Scanning__Mode"] = settings.Scans ? "Background" : "Off",
        ["Attachments__Scanning__Timeout"] = "00:00:10",
        ["Attachments__Scanning__RetryDelay"] = "00:00:01",
        ["Attachments__Scanning__RetryInterval"] = "00:00:05",
        ["Attachments__Scanning__ClamAV__Endpoint"] = services.Clamd,

        // Several hosts share the machine with everything else: no heap per processor for each.
        ["DOTNET_gcServer"] = "0",
    };

    // The services' PostgreSQL answers before anything is written, for tests' sake; a server that is killed would forget what it acknowledged.
    private static string Durable(string connectionString, string pool) =>
        new NpgsqlConnectionStringBuilder($"{connectionString};{pool}") { Options = "-c synchronous_commit=on" }.ConnectionString;
}
