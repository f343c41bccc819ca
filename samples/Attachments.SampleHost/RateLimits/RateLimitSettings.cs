using Attachments.SampleHost.Configuration;

namespace Attachments.SampleHost.RateLimits;

/// <summary>How much one caller may ask for; nothing is limited that is not set.</summary>
/// <param name="Requests">How many requests a caller may send within the window.</param>
/// <param name="Uploads">How many of them may be uploads.</param>
/// <param name="Window">How long the window is.</param>
internal sealed record RateLimitSettings(int? Requests, int? Uploads, TimeSpan Window)
{
    private const string Section = "SampleHost:RateLimits:";

    /// <summary>Reads <c>SampleHost:RateLimits</c>; null where nothing is limited.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static RateLimitSettings? Read(IConfiguration configuration)
    {
        var settings = new RateLimitSettings(
            configuration.ReadNumber(Section + "Requests", least: 1),
            configuration.ReadNumber(Section + "Uploads", least: 1),
            configuration.ReadTimeSpan(Section + "Window") ?? TimeSpan.FromMinutes(1));

        return settings is { Requests: null, Uploads: null } ? null : settings;
    }
}
