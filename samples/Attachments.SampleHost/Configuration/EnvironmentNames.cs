using System.Globalization;
using System.Text.RegularExpressions;

namespace Attachments.SampleHost.Configuration;

/// <summary>The plain names that an .env file gives (<c>MAX_ATTACHMENT_SIZE</c> and its like), as settings beneath <c>Attachments:*</c>.</summary>
internal static partial class EnvironmentNames
{
    // An hour, as for the setting itself.
    private const int LongestScan = 3600;

    /// <summary>Translates the plain names that are set. Where the setting itself is given too, by whatever means, it wins.</summary>
    /// <exception cref="InvalidSettingException">A value is not of its form.</exception>
    public static IReadOnlyDictionary<string, string?> Translate(IConfiguration configuration)
    {
        var translated = new Dictionary<string, string?>();

        Add("MAX_ATTACHMENT_SIZE", "Attachments:MaxAttachmentSize", WholeNumber);
        Add("MAX_ATTACHMENTS_PER_MESSAGE", "Attachments:MaxAttachmentsPerMessage", WholeNumber);
        Add("BLOB_STORAGE_PATH", HostSettings.BlobPathKey, (_, value) => value);
        Add("VIRUS_SCAN_ENABLED", HostSettings.ScanModeKey, ScanMode);
        Add("VIRUS_SCAN_TIMEOUT", "Attachments:Scanning:Timeout", Seconds);
        Add("ATTACHMENT_EXPIRATION_DAYS", "Attachments:AttachmentExpirationDays", WholeNumber);
        AddTypes();
        return translated;

        void Add(string name, string key, Func<string, string, string> translate)
        {
            if (configuration[name] is not { Length: > 0 } value)
                return;

            var setting = translate(name, value.Trim());
            if (!configuration.GetSection(key).Exists())
                translated[key] = setting;
        }

        void AddTypes()
        {
            if (configuration["ALLOWED_MIME_TYPES"] is not { } value)
                return;

            var types = MediaTypes("ALLOWED_MIME_TYPES", value);
            if (configuration.GetSection("Attachments:Types:Allowed").Exists())
                return;

            // Set but empty: an empty list, which is no restriction.
            if (types.Length == 0)
                translated["Attachments:Types:Allowed"] = "";
            for (var i = 0; i < types.Length; i++)
                translated[string.Create(CultureInfo.InvariantCulture, $"Attachments:Types:Allowed:{i}")] = types[i];
        }
    }

    private static string WholeNumber(string name, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? value
            : throw new InvalidSettingException($"{name} must be a whole number, 1 or more, but is '{value}'.");

    private static string Seconds(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestScan
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : throw new InvalidSettingException($"{name} must be a whole number of seconds, 1 to {LongestScan}, but is '{value}'.");

    private static string ScanMode(string name, string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" => "Background",
        "FALSE" or "0" => "Off",
        _ => throw new InvalidSettingException($"{name} must be true or false, but is '{value}'."),
    };

    private static string[] MediaTypes(string name, string value)
    {
        var types = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        return Array.Find(types, type => !MediaType.IsMatch(type)) is { } wrong
            ? throw new InvalidSettingException($"{name} must be a list of media types separated by commas, but holds '{wrong}'.")
            : types;
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+\z")]
    private static partial Regex MediaType { get; }
}
