using System.Text.Json;
using System.Text.Json.Serialization;
using Attachments.Access;

namespace Attachments.Storage.Migration.Copying;

// Where a copying stands: the blobs up to After are done, those of Pending were about to be copied. As text: it is kept in files.
internal sealed partial record CopyCheckpoint(int Version, Guid? After, IReadOnlyList<string> Pending, StoreCopyCounts Counts)
{
    private const int CurrentVersion = 1;

    public static CopyCheckpoint Start { get; } = new(CurrentVersion, null, [], new StoreCopyCounts(0, 0, 0, 0, 0, 0));

    public static CopyCheckpoint Parse(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, Json.Default.CopyCheckpoint) is { Version: CurrentVersion, Pending: not null, Counts: not null } checkpoint)
            {
                _ = checkpoint.PendingKeys();
                return checkpoint;
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // Said below.
        }

        throw new ArgumentException("The checkpoint is not one of a store's copying by this version.");
    }

    public static CopyCheckpoint At(BlobId? after, IEnumerable<BlobKey> pending, StoreCopyCounts counts) =>
        new(CurrentVersion, after?.Value, [.. pending.Select(key => key.ToString())], counts);

    public List<BlobKey> PendingKeys() => [.. Pending.Select(ParseKey)];

    public override string ToString() => JsonSerializer.Serialize(this, Json.Default.CopyCheckpoint);

    // No tenant has a slash in it. What was read may be null whatever the list's type says.
    private static BlobKey ParseKey(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new BlobKey(TenantId.Parse(text![..slash.Value]), new BlobId(Guid.ParseExact(text[(slash.Value + 1)..], "D")))
            : throw new FormatException("A key is a tenant, a slash and a UUID.");
    }

    [JsonSerializable(typeof(CopyCheckpoint))]
    private sealed partial class Json : JsonSerializerContext;
}
