namespace Attachments.Jobs.Hangfire;

/// <summary>Says an interval in cron, which knows only those that divide a minute, an hour or a day.</summary>
internal static class CronInterval
{
    /// <summary>Returns the expression, with seconds, of the longest interval that cron can say and that is no longer than this one; at least a second.</summary>
    public static string Of(TimeSpan interval)
    {
        if (interval < TimeSpan.FromMinutes(1))
            return $"*/{Divisor(60, interval.TotalSeconds)} * * * * *";

        if (interval < TimeSpan.FromHours(1))
            return $"0 */{Divisor(60, interval.TotalMinutes)} * * * *";

        return interval < TimeSpan.FromDays(1) ? $"0 0 */{Divisor(24, interval.TotalHours)} * * *" : "0 0 0 * * *";
    }

    private static int Divisor(int whole, double atMost)
    {
        var divisor = Math.Clamp((int)atMost, 1, whole);
        while (whole % divisor != 0)
            divisor--;

        return divisor;
    }
}
