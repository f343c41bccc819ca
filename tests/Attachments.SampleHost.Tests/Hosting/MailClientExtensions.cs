using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>What tests say to the sample host's own endpoints.</summary>
public static class MailClientExtensions
{
    /// <summary>Makes a draft and gives its id.</summary>
    public static async Task<string> CreateDraftAsync(this HttpClient client, string account = "acc123")
    {
        using var response = await client.PostTextAsync($"/api/accounts/{account}/messages", """{"to":"recipient@example.com","subject":"Hello"}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);

        return (await response.ReadJsonAsync()).GetProperty("messageId").GetString()!;
    }

    /// <summary>Sends a message.</summary>
    public static Task<HttpResponseMessage> SendMessageAsync(this HttpClient client, string messageId) =>
        client.PostTextAsync("/api/compose/send", JsonSerializer.Serialize(new { messageId }));

    /// <summary>Deletes a message.</summary>
    public static Task<HttpResponseMessage> DeleteMessageAsync(this HttpClient client, string messageId, string account = "acc123") =>
        client.DeleteAsync($"/api/accounts/{account}/messages/{messageId}", TestContext.Current.CancellationToken);

    /// <summary>Reads the ids of the caller's messages.</summary>
    public static async Task<IReadOnlyList<string>> ListMessagesAsync(this HttpClient client, string account = "acc123")
    {
        var list = await client.GetFromJsonAsync<JsonElement>($"/api/accounts/{account}/messages", TestContext.Current.CancellationToken);

        return [.. list.GetProperty("data").EnumerateArray().Select(message => message.GetProperty("messageId").GetString()!)];
    }

    /// <summary>Posts a body under any content type, or none.</summary>
    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string address, string body, string? contentType = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        return client.PostAsync(address, content, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads a JSON body, as often as one likes.</summary>
    public static async Task<JsonElement> ReadJsonAsync(this HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
