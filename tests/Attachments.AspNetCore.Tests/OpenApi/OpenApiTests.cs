using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.OpenApi;

public sealed class OpenApiTests
{
    private const string Messages = "/api/v1/messages/{messageId}/attachments";

    private const string Attachment = "/api/v1/attachments/{attachmentId}";

    [Theory]
    [InlineData(Messages, "get", "ListAttachments", "200 400 401 403 404 500 503", "path:messageId query:offset query:limit")]
    [InlineData(Messages, "post", "UploadAttachment", "201 400 401 403 404 408 413 500 503 507", "path:messageId")]
    [InlineData(Attachment + "/download", "get", "DownloadAttachment", "200 206 304 307 400 401 403 404 409 412 416 500 503",
        "path:attachmentId query:inline header:Range header:If-Range header:If-Match header:If-None-Match header:If-Modified-Since header:If-Unmodified-Since")]
    [InlineData(Attachment + "/download", "head", "DescribeAttachmentDownload", "200 304 400 401 403 404 409 412 500 503",
        "path:attachmentId query:inline header:If-Match header:If-None-Match header:If-Modified-Since header:If-Unmodified-Since")]
    [InlineData(Attachment, "delete", "DeleteAttachment", "200 400 401 403 404 412 500 503", "path:attachmentId")]
    [InlineData("/api/v1/attachments/policy", "get", "GetAttachmentPolicy", "200 400 401 403 500", "")]
    [InlineData(Attachment + "/metadata", "get", "GetAttachmentMetadata", "200 400 401 403 404 500 503", "path:attachmentId")]
    public async Task Document_describes_every_endpoint(string path, string method, string operationId, string statuses, string parameters)
    {
        var document = await ReadAsync();

        var operation = document["paths"]![path]![method]!;

        Assert.Equal(operationId, (string?)operation["operationId"]);
        Assert.NotEmpty((string)operation["summary"]!);
        Assert.Equal(statuses, string.Join(' ', operation["responses"]!.AsObject().Select(static response => response.Key)));
        Assert.Equal(parameters, string.Join(' ', (operation["parameters"]?.AsArray() ?? []).Select(static parameter => $"{parameter!["in"]}:{parameter["name"]}")));
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            if (status[0] >= '4')
                Assert.Equal("#/components/schemas/AttachmentProblem", (string?)response!["content"]!["application/problem+json"]!["schema"]!["$ref"]);
        }
    }

    [Fact]
    public async Task Document_describes_nothing_else()
    {
        var document = await ReadAsync();

        Assert.Equal(5, document["paths"]!.AsObject().Count);
        Assert.Equal(7, document["paths"]!.AsObject().Sum(static path => path.Value!.AsObject().Count));
    }

    [Fact]
    public async Task Document_gives_parameters_their_types_and_defaults()
    {
        var document = await ReadAsync();

        var list = document["paths"]![Messages]!["get"]!["parameters"]!.AsArray();
        var download = document["paths"]![Attachment + "/download"]!["get"]!["parameters"]!.AsArray();

        Assert.Equal(0, (int)list[1]!["schema"]!["default"]!);
        Assert.Equal(50, (int)list[2]!["schema"]!["default"]!);
        Assert.Equal(1, (int)list[2]!["schema"]!["minimum"]!);
        Assert.Equal(100, (int)list[2]!["schema"]!["maximum"]!);
        Assert.Equal("uuid", (string?)download[0]!["schema"]!["format"]);
        Assert.Equal("boolean", (string?)download[1]!["schema"]!["type"]);
        Assert.False((bool)download[1]!["schema"]!["default"]!);
    }

    [Fact]
    public async Task Document_gives_the_upload_its_form()
    {
        var document = await ReadAsync();

        var content = document["paths"]![Messages]!["post"]!["requestBody"]!["content"]!.AsObject();

        var (type, body) = Assert.Single(content);
        Assert.Equal("multipart/form-data", type);
        Assert.Contains("\"file\"", body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"filename\"", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("binary", (string?)document["components"]!["schemas"]!["IFormFile"]!["format"]);
    }

    [Fact]
    public async Task Document_gives_the_answers_their_shapes()
    {
        var document = await ReadAsync();

        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal(
            ["type", "title", "status", "detail", "error", "message", "code", "traceId"],
            schemas["AttachmentProblem"]!["required"]!.AsArray().Select(static name => (string?)name));
        Assert.Equal("integer", (string?)schemas["AttachmentResponse"]!["properties"]!["size"]!["type"]);
        Assert.Equal("string", (string?)schemas["AttachmentPolicyResponse"]!["properties"]!["allowedMimeTypes"]!["items"]!["type"]);
    }

    [Fact]
    public async Task Document_is_the_same_in_a_host_without_reflection()
    {
        var document = await ReadAsync();

        var without = await ReadAsync(static json =>
        {
            foreach (var resolver in json.SerializerOptions.TypeInfoResolverChain.OfType<DefaultJsonTypeInfoResolver>().ToArray())
                json.SerializerOptions.TypeInfoResolverChain.Remove(resolver);
        });

        Assert.Equal(Paths(document), Paths(without));

        static string Paths(JsonNode document) => document["paths"]!.ToJsonString();
    }

    private static async Task<JsonNode> ReadAsync(Action<JsonOptions>? configure = null)
    {
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddOpenApi();
                if (configure is not null)
                    builder.Services.ConfigureHttpJsonOptions(configure);
            },
            static app =>
            {
                app.MapOpenApi();
                app.MapAttachments();
            });

        return JsonNode.Parse(await host.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
    }
}
