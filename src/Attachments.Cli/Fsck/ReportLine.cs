using Attachments.Consistency;

namespace Attachments.Cli.Fsck;

/// <summary>The end of a check as a line of JSON.</summary>
internal sealed record ReportLine(ConsistencyCounts Report, long OverdueStrays);
