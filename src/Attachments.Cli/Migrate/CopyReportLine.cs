using Attachments.Storage.Migration;

namespace Attachments.Cli.Migrate;

/// <summary>The end of a copying as a line of JSON.</summary>
internal sealed record CopyReportLine(StoreCopyCounts Report, bool DryRun);
