using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>What tests say to the attachment endpoints.</summary>
public static class AttachmentClientExtensions
{
    /// <summary>Uploads a file.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(
        this HttpClient client, string messageId, string content = "Test content", string fileName = "note.txt", string contentType = "text/plain")
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        form.Add(file, "file", fileName);

        return await client.PostAsync($"/api/v1/messages/{messageId}/attachments", form, TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads a file that must be accepted, and gives the attachment's id.</summary>
    public static async Task<string> AttachAsync(this HttpClient client, string messageId, string content = "Test content")
    {
        using var response = await client.UploadAsync(messageId, content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);

        return (await response.ReadJsonAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>Asks for an attachment's metadata.</summary>
    public static Task<HttpResponseMessage> GetMetadataAsync(this HttpClient client, string attachmentId) =>
        client.GetAsync($"/api/v1/attachments/{attachmentId}/metadata", TestContext.Current.CancellationToken);
}
