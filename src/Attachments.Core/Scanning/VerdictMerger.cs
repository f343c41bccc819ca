namespace Attachments.Scanning;

/// <summary>Makes one verdict of several reports: infected before unscannable before clean; a scanner without an opinion changes nothing, and is nothing by itself.</summary>
internal static class VerdictMerger
{
    // Scanners' own words are kept for operators; a threat's name is short, and nobody may fill the table.
    private const int MaxDetailLength = 500;

    public static BlobVerdict Merge(IReadOnlyList<(string Scanner, ScanReport Report)> reports)
    {
        var worst = reports.Max(report => report.Report.Verdict);
        var engine = string.Join(", ", reports.Select(report => report.Report.Version.Engine));
        var signatures = JoinSignatures(reports.Select(report => (report.Scanner, report.Report.Version)));

        return worst switch
        {
            ScanVerdict.Infected => new BlobVerdict(ScanStatus.Infected, engine, signatures, Details(reports, worst)),
            ScanVerdict.Unscannable => new BlobVerdict(ScanStatus.Unscannable, engine, signatures, Details(reports, worst)),
            ScanVerdict.Clean => new BlobVerdict(ScanStatus.Safe, engine, signatures),
            ScanVerdict.NoOpinion => new BlobVerdict(ScanStatus.Unscannable, engine, signatures, "No scanner has looked at the bytes."),
            _ => throw new InvalidOperationException($"A scanner said {worst}."),
        };
    }

    /// <summary>Names the signatures of several scanners in one text, in the order of the scanners; null where none has any.</summary>
    public static string? JoinSignatures(IEnumerable<(string Scanner, ScannerVersion Version)> versions)
    {
        var joined = string.Join(", ", versions.Where(version => version.Version.Signatures is not null).Select(version => $"{version.Scanner}/{version.Version.Signatures}"));
        return joined.Length == 0 ? null : joined;
    }

    private static string? Details(IReadOnlyList<(string Scanner, ScanReport Report)> reports, ScanVerdict worst)
    {
        var details = string.Join("; ", reports.Where(report => report.Report.Verdict == worst && report.Report.Detail is not null).Select(report => report.Report.Detail));
        return details.Length switch
        {
            0 => null,
            > MaxDetailLength => details[..MaxDetailLength],
            _ => details,
        };
    }
}
