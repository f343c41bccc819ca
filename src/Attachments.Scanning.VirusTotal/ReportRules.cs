using System.Globalization;
using Attachments.Scanning.VirusTotal.Api;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Says what a report counts for.</summary>
internal sealed class ReportRules(IOptions<VirusTotalOptions> options, TimeProvider clock)
{
    private const int MaxDetailLength = 200;

    // Far above any number of engines; what is larger is no report.
    private const int MaxCount = 10_000;

    public static ScannerVersion Version { get; } = new("VirusTotal API v3");

    /// <summary>Judges what the engines said.</summary>
    /// <param name="counts">How many said what.</param>
    /// <param name="results">What each said.</param>
    /// <param name="label">What they call it together.</param>
    /// <returns>Null where no engine has said anything: the file has not been analysed.</returns>
    /// <exception cref="ScannerUnavailableException">The counts are not such as the API documents.</exception>
    public ScanReport? Judge(EngineCounts? counts, IReadOnlyDictionary<string, EngineResult?>? results, string? label)
    {
        if (counts is null)
            return null;

        if (counts is not { Malicious: { } malicious, Suspicious: { } suspicious, Undetected: { } undetected, Harmless: { } harmless })
            throw ApiFault.NotUnderstood("count of engines");

        if (Array.Exists([malicious, suspicious, undetected, harmless], count => count is < 0 or > MaxCount))
            throw ApiFault.NotUnderstood("count of engines");

        var looked = malicious + suspicious + undetected + harmless;
        if (looked == 0 && results is null or { Count: 0 })
            return null;

        if (malicious >= options.Value.MaliciousThreshold)
            return new ScanReport(ScanVerdict.Infected, Version, NameThreat(label, results) ?? $"malicious ({malicious} of {looked} engines)");

        if (malicious + suspicious > 0)
            return NoOpinion($"{malicious} of {looked} engines call it malicious, {suspicious} suspicious");

        return looked >= options.Value.MinimumEngines ? new ScanReport(ScanVerdict.Clean, Version) : NoOpinion($"only {looked} engines looked at it");
    }

    /// <summary>Says whether a report without detections may still be gone by.</summary>
    /// <param name="analysedAt">When the engines looked, in seconds since the Unix epoch.</param>
    public bool IsRecent(long? analysedAt)
    {
        if (options.Value.MaxReportAge is not { } age)
            return true;

        return analysedAt is { } at && clock.GetUtcNow().ToUnixTimeSeconds() - at <= age.TotalSeconds;
    }

    public static ScanReport NoOpinion(string why) => new(ScanVerdict.NoOpinion, Version, why);

    public static ScanReport Unscannable(string why) => new(ScanVerdict.Unscannable, Version, why);

    // Of the engines' own names the first by engine, so that the same report always gives the same name.
    private static string? NameThreat(string? label, IReadOnlyDictionary<string, EngineResult?>? results) =>
        Clean(label) ?? results?
            .Where(result => result.Value?.Category == "malicious")
            .OrderBy(result => result.Key, StringComparer.Ordinal)
            .Select(result => Clean(result.Value?.Result))
            .FirstOrDefault(name => name is not null);

    // Others' text, on its way into logs and consoles.
    private static string? Clean(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;

        var shown = name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format).Take(MaxDetailLength);
        var text = string.Concat(shown).Trim();
        return text.Length == 0 ? null : text;
    }
}
