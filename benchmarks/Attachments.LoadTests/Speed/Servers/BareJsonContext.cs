using System.Text.Json.Serialization;

namespace Attachments.LoadTests.Speed.Servers;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BareAttachment))]
[JsonSerializable(typeof(BareList))]
internal sealed partial class BareJsonContext : JsonSerializerContext;
