using System.Text.Json.Serialization;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FuzzResult))]
[JsonSerializable(typeof(SortedDictionary<string, LedgerEntry>))]
internal sealed partial class FuzzJson : JsonSerializerContext;
