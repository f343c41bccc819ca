using System.Text.Json.Nodes;

namespace Attachments.Scanning.VirusTotal.Fake;

/// <summary>What engines say of a file.</summary>
internal sealed record FakeFile
{
    public int Malicious { get; init; }

    public int Suspicious { get; init; }

    public int Undetected { get; init; }

    public int Harmless { get; init; }

    public int Unsupported { get; init; }

    public string? Label { get; init; }

    public string? EngineResult { get; init; } = "Trojan.Fake";

    /// <summary>Gets when the engines looked; null where they have not yet.</summary>
    public DateTimeOffset? AnalysedAt { get; init; } = DateTimeOffset.UtcNow;

    public DateTimeOffset SubmittedAt { get; init; } = DateTimeOffset.UtcNow;

    public JsonObject ToDocument(string digest)
    {
        var attributes = new JsonObject
        {
            ["sha256"] = digest,
            ["size"] = 68,
            ["names"] = new JsonArray("a.txt"),
            ["last_submission_date"] = SubmittedAt.ToUnixTimeSeconds(),
            ["last_analysis_stats"] = AnalysedAt is null ? new FakeFile().ToStats() : ToStats(),
            ["last_analysis_results"] = AnalysedAt is null ? new JsonObject() : ToResults(),
        };

        if (AnalysedAt is { } at)
            attributes["last_analysis_date"] = at.ToUnixTimeSeconds();

        if (Label is not null)
            attributes["popular_threat_classification"] = new JsonObject { ["suggested_threat_label"] = Label };

        return new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["id"] = digest,
                ["type"] = "file",
                ["links"] = new JsonObject { ["self"] = $"https://www.virustotal.com/api/v3/files/{digest}" },
                ["attributes"] = attributes,
            },
        };
    }

    public JsonObject ToStats() => new()
    {
        ["malicious"] = Malicious,
        ["suspicious"] = Suspicious,
        ["undetected"] = Undetected,
        ["harmless"] = Harmless,
        ["timeout"] = 0,
        ["confirmed-timeout"] = 0,
        ["failure"] = 0,
        ["type-unsupported"] = Unsupported,
    };

    public JsonObject ToResults()
    {
        var results = new JsonObject();
        for (var i = 0; i < Malicious; i++)
            results[$"Engine{i}"] = new JsonObject { ["category"] = "malicious", ["engine_name"] = $"Engine{i}", ["method"] = "blacklist", ["result"] = EngineResult };

        if (Undetected > 0)
            results["Another"] = new JsonObject { ["category"] = "undetected", ["engine_name"] = "Another", ["method"] = "blacklist", ["result"] = null };

        return results;
    }
}
