using Attachments.SampleHost.Jobs;
using Attachments.Scanning;
using Npgsql;

namespace Attachments.SampleHost.Configuration;

/// <summary>Where this host keeps its data, and whether it scans it.</summary>
/// <param name="DataDirectory">Holds <c>mail.db</c> and <c>blobs/</c>.</param>
/// <param name="BlobDirectory">Where the attachments' bytes go; null for S3.</param>
/// <param name="PostgreSql">The connection string of a PostgreSQL database; null for SQLite.</param>
/// <param name="Scanning">When uploads are scanned.</param>
/// <param name="Jobs">Where Hangfire keeps its jobs; null where this process works by itself.</param>
internal sealed record HostSettings(string DataDirectory, string? BlobDirectory, string? PostgreSql, ScanMode Scanning, JobStorageSettings? Jobs)
{
    public const string ScanModeKey = "Attachments:Scanning:Mode";
    public const string StorageKindKey = "Attachments:Storage:Kind";
    public const string S3Section = "Attachments:Storage:S3";
    public const string BlobPathKey = "Attachments:Storage:FileSystem:RootPath";

    public string SqliteFile => Path.Combine(DataDirectory, "mail.db");

    /// <summary>Reads the settings, and refuses those that this host has no package for.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        Absent(configuration, "Attachments:AttachmentExpirationDays", "ATTACHMENT_EXPIRATION_DAYS");

        var data = ReadDataDirectory(configuration);
        return new HostSettings(data, ReadBlobDirectory(configuration, data), ReadPostgreSql(configuration), ReadScanMode(configuration), JobStorageSettings.Read(configuration));
    }

    /// <summary>Gets whether a text is a connection string of PostgreSQL.</summary>
    public static bool IsPostgreSql(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static string? ReadBlobDirectory(IConfiguration configuration, string data) => configuration[StorageKindKey]?.ToUpperInvariant() switch
    {
        null or "" or "FILESYSTEM" => configuration[BlobPathKey] is { Length: > 0 } path ? Path.GetFullPath(path) : Path.Combine(data, "blobs"),
        "S3" => null,
        _ => throw new InvalidSettingException($"{StorageKindKey} is '{configuration[StorageKindKey]}', but this host has no package for that; it knows FileSystem and S3."),
    };

    // An empty mode would win over VIRUS_SCAN_ENABLED and turn scanning off unnoticed. A number would do for the binder.
    private static ScanMode ReadScanMode(IConfiguration configuration) => configuration[ScanModeKey] switch
    {
        null => ScanMode.Off,
        var value when Array.Find(Enum.GetNames<ScanMode>(), name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name => Enum.Parse<ScanMode>(name),
        var value => throw new InvalidSettingException($"{ScanModeKey} must be Off, Background or Inline, but is '{value}'."),
    };

    private static void Absent(IConfiguration configuration, string key, string plainName)
    {
        if (configuration[key] is { Length: > 0 } value)
            throw new InvalidSettingException($"{key} (or {plainName}) is '{value}', but this host does not expire attachments; leave it out.");
    }

    private static string ReadDataDirectory(IConfiguration configuration)
    {
        const string Key = "SampleHost:DataDirectory";
        var path = configuration[Key] is { Length: > 0 } value ? value : "data";
        try
        {
            // Mails and attachments are nobody's business but the host's.
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(path).FullName
                : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"{Key} is '{path}', which cannot be used as a folder: {exception.Message}");
        }
    }

    private static string? ReadPostgreSql(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Mail") is not { Length: > 0 } value)
            return null;

        if (!IsPostgreSql(value))
        {
            // The value may hold a password, so it is not shown.
            throw new InvalidSettingException("ConnectionStrings:Mail is not a PostgreSQL connection string (\"Host=…;Database=…;Username=…\").");
        }

        return value;
    }
}
