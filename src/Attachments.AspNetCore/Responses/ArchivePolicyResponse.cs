using System.Text.Json.Serialization;
using Attachments.Policies;

namespace Attachments.AspNetCore.Responses;

/// <summary>What is asked of archives; the order is the order on the wire.</summary>
/// <param name="MaxEntries">The most entries that an archive may have.</param>
/// <param name="MaxDepth">How deep archives may be nested; 1 is an archive without another in it.</param>
/// <param name="MaxExpandedSize">How many bytes an archive may expand to.</param>
/// <param name="MaxRatio">How many times as long as itself an archive may expand to.</param>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record ArchivePolicyResponse(
    [property: JsonPropertyName("maxEntries")] int MaxEntries,
    [property: JsonPropertyName("maxDepth")] int MaxDepth,
    [property: JsonPropertyName("maxExpandedSize")] long MaxExpandedSize,
    [property: JsonPropertyName("maxRatio")] int MaxRatio)
{
    /// <summary>Shows a policy.</summary>
    public static ArchivePolicyResponse Of(ArchivePolicy policy) => new(policy.MaxEntries, policy.MaxDepth, policy.MaxExpandedSize, policy.MaxRatio);
}
