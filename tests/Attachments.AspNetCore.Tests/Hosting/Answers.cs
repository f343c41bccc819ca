using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attachments.AspNetCore.Tests.Hosting;

internal static class Answers
{
    /// <summary>Reads a problem and checks what every problem has: its type, its members and their order.</summary>
    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());

        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(["type", "title", "status", "detail", "error", "message", "code", "traceId"], problem.Select(member => member.Key));
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((string?)problem["detail"], (string?)problem["message"]);
        return problem;
    }

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), response.Content.Headers.ContentLength);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static string Raw(this JsonObject json) => json.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
}
