using System.Text.Json.Serialization;

namespace Attachments.Cli.Output;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckpointContent))]
[JsonSerializable(typeof(Fsck.FindingLine))]
[JsonSerializable(typeof(Fsck.ReportLine))]
[JsonSerializable(typeof(Migrate.FailureLine))]
[JsonSerializable(typeof(Migrate.CopyReportLine))]
[JsonSerializable(typeof(Probe.ProbeReportLine))]
internal sealed partial class CliJson : JsonSerializerContext;
