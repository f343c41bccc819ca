using System.Text.Json.Nodes;

namespace Attachments.Scanning.VirusTotal.Fake;

internal sealed class FakeAnalysis(string digest, FakeFile outcome)
{
    public string Digest { get; } = digest;

    public FakeFile Outcome { get; } = outcome;

    public int Polls { get; set; }

    public JsonObject ToDocument(string id, bool isCompleted) => new()
    {
        ["data"] = new JsonObject
        {
            ["id"] = id,
            ["type"] = "analysis",
            ["attributes"] = new JsonObject
            {
                ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                ["status"] = isCompleted ? "completed" : Polls == 1 ? "queued" : "in-progress",
                ["stats"] = isCompleted ? Outcome.ToStats() : new FakeFile().ToStats(),
                ["results"] = isCompleted ? Outcome.ToResults() : new JsonObject(),
            },
        },
        ["meta"] = new JsonObject { ["file_info"] = new JsonObject { ["sha256"] = Digest, ["size"] = 68 } },
    };
}
