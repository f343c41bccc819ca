using System.Net;
using System.Text;
using System.Text.Json;

namespace Attachments.Contract.Http;

/// <summary>One caller's view of a host.</summary>
public sealed class MailClient(HttpClient http, Caller caller)
{
    private const string Account = "acc123";

    public Caller Caller => caller;

    public MailClient As(Caller other) => new(http, other);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        caller.Sign(request.Headers);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostJsonAsync(string path, object body, string? contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, Form.Content(JsonSerializer.SerializeToUtf8Bytes(body), contentType));

    public Task<Answer> CreateMessageAsync(string account = Account, string subject = "Hello") =>
        PostJsonAsync($"/api/accounts/{account}/messages", new { to = "recipient@example.com", subject });

    /// <summary>Makes a draft and gets its id.</summary>
    public async Task<string> DraftAsync() =>
        (await CreateMessageAsync()).ShouldBe(HttpStatusCode.Created).Json.GetProperty("messageId").GetString()!;

    public Task<Answer> SendMessageAsync(string message) => PostJsonAsync("/api/compose/send", new { messageId = message });

    public Task<Answer> DeleteMessageAsync(string message) => DeleteAsync($"/api/accounts/{Account}/messages/{message}");

    public Task<Answer> UploadAsync(string message, Form form) => UploadAsync(message, form.ToContent());

    public Task<Answer> UploadAsync(string message, HttpContent content) => SendAsync(HttpMethod.Post, AttachmentsOf(message), content);

    public Task<Answer> UploadAsync(string message, byte[] content, string? fileName = "note.txt", string? contentType = "text/plain") =>
        UploadAsync(message, Form.Of(content, fileName, contentType));

    /// <summary>Uploads a file that must be taken.</summary>
    public async Task<AttachmentView> AttachAsync(string message, byte[] content, string? fileName = "note.txt", string? contentType = "text/plain") =>
        AttachmentView.Of((await UploadAsync(message, content, fileName, contentType)).ShouldBe(HttpStatusCode.Created).Json);

    public Task<AttachmentView> AttachAsync(string message, string text, string? fileName = "note.txt") => AttachAsync(message, Encoding.UTF8.GetBytes(text), fileName);

    /// <summary>Makes a draft with one text attachment.</summary>
    public async Task<AttachmentView> AttachAsync(string text = "Hello, attachment.") => await AttachAsync(await DraftAsync(), text);

    public Task<Answer> ListAsync(string message, string query = "") => GetAsync(AttachmentsOf(message) + query);

    /// <summary>Reads all attachments of a message that has at most 100.</summary>
    public async Task<IReadOnlyList<AttachmentView>> AllOfAsync(string message) =>
        [.. (await ListAsync(message, "?limit=100")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("data").EnumerateArray().Select(AttachmentView.Of)];

    public Task<Answer> DownloadAsync(string id, string query = "", params (string Name, string Value)[] headers) =>
        GetAsync($"/api/v1/attachments/{id}/download{query}", headers);

    public Task<Answer> HeadAsync(string id, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Head, $"/api/v1/attachments/{id}/download", null, headers);

    public Task<Answer> MetadataAsync(string id) => GetAsync($"/api/v1/attachments/{id}/metadata");

    public Task<Answer> DeleteAttachmentAsync(string id) => DeleteAsync($"/api/v1/attachments/{id}");

    public static string AttachmentsOf(string message) => $"/api/v1/messages/{message}/attachments";
}
