using System.Text;
using System.Text.Json;

namespace Attachments.Storage.S3.Probing;

/// <summary>Writes settings as they stand in a file. Credentials are left to the reader.</summary>
internal static class SettingsSnippet
{
    public static string Of(S3StoreOptions store, Recommendation recommended)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json, store, recommended);

        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static void Write(Utf8JsonWriter json, S3StoreOptions store, Recommendation recommended)
    {
        json.WriteStartObject();
        json.WriteStartObject("Attachments");
        json.WriteStartObject("Storage");
        json.WriteStartObject("S3");
        json.WriteString("Profile", recommended.Profile.ToString());
        WriteText(json, "ServiceUrl", store.ServiceUrl);
        WriteText(json, "Region", string.IsNullOrEmpty(store.Region) ? S3Capabilities.Of(store.Profile).DefaultRegion : store.Region);
        WriteText(json, "Bucket", store.Bucket);
        WriteText(json, "KeyPrefix", store.KeyPrefix);
        WriteFlag(json, "PathStyle", recommended.Overrides.PathStyle);
        WriteFlag(json, "ChunkEncoding", recommended.Overrides.ChunkEncoding);
        WriteFlag(json, "SdkChecksums", recommended.Overrides.SdkChecksums);
        WriteFlag(json, "ContentMd5", recommended.Overrides.ContentMd5);
        WriteFlag(json, "ConditionalWrites", recommended.Overrides.ConditionalWrites);
        WriteFlag(json, "EqualParts", recommended.Overrides.EqualParts);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
            json.WriteBoolean(name, flag);
    }
}
