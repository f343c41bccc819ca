using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Responses;

/// <summary>Lets OpenAPI describe files in hosts without reflection: it asks for their JSON metadata although a file is no JSON, then writes "binary".</summary>
internal sealed class BinaryTypes : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        if (type == typeof(IFormFile))
            return JsonMetadataServices.CreateValueInfo<IFormFile>(options, new NoJson<IFormFile>());

        return type == typeof(Stream) ? JsonMetadataServices.CreateValueInfo<Stream>(options, new NoJson<Stream>()) : null;
    }

    private sealed class NoJson<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refusal();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Refusal();

        private static NotSupportedException Refusal() => new($"A {typeof(T).Name} is no JSON.");
    }
}
