using Attachments.SampleHost.Configuration;
using StackExchange.Redis;

namespace Attachments.SampleHost.Jobs;

/// <summary>Where Hangfire keeps its jobs: PostgreSQL or Redis, whichever the connection string is of.</summary>
/// <param name="PostgreSql">The connection string of PostgreSQL; null for Redis.</param>
/// <param name="Redis">The connection string of Redis; null for PostgreSQL.</param>
/// <param name="OperatorTenant">Whose admins see the dashboard; null for nobody.</param>
internal sealed record JobStorageSettings(string? PostgreSql, string? Redis, string? OperatorTenant)
{
    private const string KindKey = "Attachments:Jobs:Kind";
    private const string StorageKey = "Attachments:Jobs:Storage";
    private const string OperatorKey = "SampleHost:OperatorTenant";

    /// <summary>Reads the settings; null where this process works by itself.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static JobStorageSettings? Read(IConfiguration configuration)
    {
        var kind = configuration[KindKey];
        if (string.IsNullOrEmpty(kind) || kind.Equals("InProcess", StringComparison.OrdinalIgnoreCase))
            return null;

        if (!kind.Equals("Hangfire", StringComparison.OrdinalIgnoreCase))
            throw new InvalidSettingException($"{KindKey} must be InProcess or Hangfire, but is '{kind}'.");

        var storage = configuration[StorageKey] ?? "";
        var operators = configuration[OperatorKey] is { Length: > 0 } tenant ? tenant : null;
        if (HostSettings.IsPostgreSql(storage))
            return new JobStorageSettings(storage, null, operators);

        // The value may hold a password, so it is not shown.
        return ReadRedis(storage) is { } redis
            ? new JobStorageSettings(null, redis, operators)
            : throw new InvalidSettingException($"{StorageKey} must be a connection string of PostgreSQL (\"Host=…;Database=…;Username=…\") or Redis (\"host:port,…\") where {KindKey} is Hangfire.");
    }

    private static string? ReadRedis(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            if (options.EndPoints.Count == 0 || options.EndPoints.OfType<System.Net.DnsEndPoint>().Any(endpoint => Uri.CheckHostName(endpoint.Host) == UriHostNameType.Unknown))
                return null;

            // Uploads go on while Redis is away, and so does starting.
            options.AbortOnConnectFail = false;
            return options.ToString(includePassword: true);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
