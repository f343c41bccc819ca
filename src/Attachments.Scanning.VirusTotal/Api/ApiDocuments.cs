using System.Text.Json.Serialization;

namespace Attachments.Scanning.VirusTotal.Api;

// What of https://docs.virustotal.com/reference is read. Everything may be missing: nothing here is trusted before ReportRules has looked at it.
internal sealed record FileDocument(FileObject? Data);

internal sealed record FileObject(string? Type, string? Id, FileFacts? Attributes);

internal sealed record FileFacts(
    long? LastAnalysisDate,
    long? LastSubmissionDate,
    EngineCounts? LastAnalysisStats,
    Dictionary<string, EngineResult?>? LastAnalysisResults,
    ThreatClassification? PopularThreatClassification);

internal sealed record ThreatClassification(string? SuggestedThreatLabel);

internal sealed record EngineResult(string? Category, string? Result);

internal sealed record EngineCounts(int? Malicious, int? Suspicious, int? Undetected, int? Harmless);

internal sealed record AnalysisDocument(AnalysisObject? Data, AnalysisMeta? Meta);

internal sealed record AnalysisObject(string? Type, string? Id, AnalysisAttributes? Attributes);

internal sealed record AnalysisAttributes(string? Status, EngineCounts? Stats, Dictionary<string, EngineResult?>? Results);

internal sealed record AnalysisMeta(AnalysedFile? FileInfo);

internal sealed record AnalysedFile(string? Sha256);

internal sealed record UploadAddressDocument(string? Data);

internal sealed record ErrorDocument(ApiError? Error);

internal sealed record ApiError(string? Code);

// Two members of one name leave it to the reader which of them counts.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(FileDocument))]
[JsonSerializable(typeof(AnalysisDocument))]
[JsonSerializable(typeof(UploadAddressDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class ApiJson : JsonSerializerContext;
