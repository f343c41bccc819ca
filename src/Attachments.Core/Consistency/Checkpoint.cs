using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attachments.Consistency;

// Where a check stands, with what it had counted there. As text: it is kept in files.
internal sealed partial record Checkpoint(int Version, bool VerifyDigests, ConsistencyStage Stage, string? After, ConsistencyCounts Counts)
{
    private const int CurrentVersion = 1;

    // Rows go by their blobs' ids; objects by names of the store's own.
    [JsonIgnore]
    public bool IsReachable => Stage != ConsistencyStage.Rows || After is null || Guid.TryParseExact(After, "D", out _);

    public static Checkpoint Of(bool verifyDigests, ConsistencyStage stage, string? after, ConsistencyCounts counts) =>
        new(CurrentVersion, verifyDigests, stage, after, counts);

    public static Checkpoint Parse(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, Json.Default.Checkpoint) is { Version: CurrentVersion, Counts: not null } checkpoint && Enum.IsDefined(checkpoint.Stage) && checkpoint.IsReachable)
                return checkpoint;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new ArgumentException("The checkpoint is not one of a consistency check of this version.");
    }

    public override string ToString() => JsonSerializer.Serialize(this, Json.Default.Checkpoint);

    [JsonSerializable(typeof(Checkpoint))]
    private sealed partial class Json : JsonSerializerContext;
}
