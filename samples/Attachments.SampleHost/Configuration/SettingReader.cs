using System.Globalization;

namespace Attachments.SampleHost.Configuration;

internal static class SettingReader
{
    /// <summary>Reads a whole number; null where it is not set.</summary>
    /// <exception cref="InvalidSettingException">It is no whole number of at least <paramref name="least"/>.</exception>
    public static int? ReadNumber(this IConfiguration configuration, string key, int least)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return null;

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new InvalidSettingException($"{key} must be a whole number, {least} or more, but is '{value}'.");
    }

    /// <summary>Reads a time span such as <c>00:01:00</c>; null where it is not set.</summary>
    /// <exception cref="InvalidSettingException">It is no time span of 1 ms to a day.</exception>
    public static TimeSpan? ReadTimeSpan(this IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return null;

        return TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.FromMilliseconds(1) && time <= TimeSpan.FromDays(1)
            ? time
            : throw new InvalidSettingException($"{key} must be a time span of at most a day, such as 00:01:00, but is '{value}'.");
    }
}
