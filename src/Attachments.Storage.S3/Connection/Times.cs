namespace Attachments.Storage.S3.Connection;

internal static class Times
{
    /// <summary>Makes of what the SDK reads off an answer what it means; nothing is the beginning of time.</summary>
    public static DateTimeOffset Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : DateTimeOffset.MinValue;
}
