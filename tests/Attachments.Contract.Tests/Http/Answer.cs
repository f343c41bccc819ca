using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Attachments.Contract.Http;

/// <summary>A whole response, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">All headers, the content's too; names compare without case.</param>
/// <param name="Body">The body's bytes.</param>
public sealed partial record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string Code => Json.GetProperty("code").GetString()!;

    public string Message => Json.GetProperty("message").GetString()!;

    public string? MediaType => Header("Content-Type")?.Split(';')[0];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated)
            headers[name] = string.Join(", ", values);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            headers[name] = string.Join(", ", values);

        return new Answer(response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Checks the status, and shows the body where it is another.</summary>
    public Answer ShouldBe(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text[..Math.Min(Text.Length, 600)]}");
        return this;
    }

    /// <summary>Checks a refusal: the status, the content type, and every member that the contract names.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status, string code, string? message = null)
    {
        ShouldBe(status);
        Assert.Equal("application/problem+json", MediaType);
        var json = Json;
        Assert.Equal((int)status, json.GetProperty("status").GetInt32());
        foreach (var member in new[] { "type", "title", "detail", "traceId" })
            Assert.False(string.IsNullOrEmpty(json.GetProperty(member).GetString()), $"'{member}' is empty");
        Assert.Equal(ErrorNames.Of(status), json.GetProperty("error").GetString());
        Assert.Equal(code, Code);
        if (message is not null)
            Assert.Equal(message, Message);
        return this;
    }

    /// <summary>Writes the response down as it came, but for what differs between any two responses: <c>Date</c> and <c>traceId</c>.</summary>
    public string Transcript()
    {
        var text = new StringBuilder().Append((int)Status).Append('\n');
        foreach (var (name, value) in Headers.Where(header => !header.Key.Equals("Date", StringComparison.OrdinalIgnoreCase)).OrderBy(header => header.Key, StringComparer.Ordinal))
            text.Append(name).Append(": ").Append(value).Append('\n');

        return text.Append('\n').Append(TraceId.Replace(Text, "\"traceId\":\"\"")).ToString();
    }

    [GeneratedRegex("\"traceId\":\\s*\"[^\"]*\"")]
    private static partial Regex TraceId { get; }
}
