using System.Net;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Callers;

/// <summary>One way to use one of the endpoints, as something that any caller can try on any id.</summary>
/// <param name="Endpoint">The method and the route, as OpenAPI writes them.</param>
/// <param name="Success">What a caller who may gets.</param>
/// <param name="Target">What the id names.</param>
/// <param name="InvokeAsync">Sends the request.</param>
public sealed record Operation(string Endpoint, HttpStatusCode Success, OperationTarget Target, Func<MailClient, string, Task<Answer>> InvokeAsync)
{
    private const string Attachments = "/api/v1/messages/{messageId}/attachments";
    private const string Download = "/api/v1/attachments/{attachmentId}/download";
    private const string Metadata = "/api/v1/attachments/{attachmentId}/metadata";
    private const string Messages = "/api/accounts/{accountId}/messages";

    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>
    {
        ["list"] = OnMessage($"GET {Attachments}", HttpStatusCode.OK, (mail, id) => mail.ListAsync(id)),
        ["head of list"] = OnMessage($"HEAD {Attachments}", HttpStatusCode.OK, (mail, id) => mail.SendAsync(HttpMethod.Head, MailClient.AttachmentsOf(id))),
        ["upload"] = OnMessage($"POST {Attachments}", HttpStatusCode.Created, (mail, id) => mail.UploadAsync(id, Bytes.Of("the same each time"))),
        ["download"] = OnAttachment($"GET {Download}", HttpStatusCode.OK, (mail, id) => mail.DownloadAsync(id)),
        ["download inline"] = OnAttachment($"GET {Download}", HttpStatusCode.OK, (mail, id) => mail.DownloadAsync(id, "?inline=true")),
        ["download range"] = OnAttachment($"GET {Download}", HttpStatusCode.PartialContent, (mail, id) => mail.DownloadAsync(id, "", ("Range", "bytes=0-1"))),
        ["download if none match"] = OnAttachment($"GET {Download}", HttpStatusCode.NotModified, (mail, id) => mail.DownloadAsync(id, "", ("If-None-Match", "*"))),
        ["download if match"] = OnAttachment($"GET {Download}", HttpStatusCode.PreconditionFailed, (mail, id) => mail.DownloadAsync(id, "", ("If-Match", "\"other\""))),
        ["download bad range"] = OnAttachment($"GET {Download}", HttpStatusCode.RequestedRangeNotSatisfiable, (mail, id) => mail.DownloadAsync(id, "", ("Range", "bytes=9999-"))),
        ["head"] = OnAttachment($"HEAD {Download}", HttpStatusCode.OK, (mail, id) => mail.HeadAsync(id)),
        ["metadata"] = OnAttachment($"GET {Metadata}", HttpStatusCode.OK, (mail, id) => mail.MetadataAsync(id)),
        ["head of metadata"] = OnAttachment($"HEAD {Metadata}", HttpStatusCode.OK, (mail, id) => mail.SendAsync(HttpMethod.Head, $"/api/v1/attachments/{id}/metadata")),
        ["delete"] = OnAttachment("DELETE /api/v1/attachments/{attachmentId}", HttpStatusCode.OK, (mail, id) => mail.DeleteAttachmentAsync(id)),
        ["policy"] = OnNothing("GET /api/v1/attachments/policy", HttpStatusCode.OK, mail => mail.GetAsync("/api/v1/attachments/policy")),
        ["head of policy"] = OnNothing("HEAD /api/v1/attachments/policy", HttpStatusCode.OK, mail => mail.SendAsync(HttpMethod.Head, "/api/v1/attachments/policy")),
        ["send message"] = OnMessage("POST /api/compose/send", HttpStatusCode.OK, (mail, id) => mail.SendMessageAsync(id)),
        ["delete message"] = OnMessage($"DELETE {Messages}/{{messageId}}", HttpStatusCode.OK, (mail, id) => mail.DeleteMessageAsync(id)),
        ["create message"] = OnNothing($"POST {Messages}", HttpStatusCode.Created, mail => mail.CreateMessageAsync()),
        ["list messages"] = OnNothing($"GET {Messages}", HttpStatusCode.OK, mail => mail.GetAsync("/api/accounts/acc123/messages")),
    };

    /// <summary>Gets the names of all operations, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Gets the names of those that are about something that may be somebody else's.</summary>
    public static TheoryData<string> Targeted => [.. All.Where(operation => operation.Value.Target != OperationTarget.Nothing).Select(operation => operation.Key)];

    /// <summary>Sends the request about an attachment, or the message that it belongs to.</summary>
    public Task<Answer> InvokeOnAsync(MailClient mail, AttachmentView target) => InvokeAsync(mail, Target == OperationTarget.Message ? target.MessageId : target.Id);

    private static Operation OnMessage(string endpoint, HttpStatusCode success, Func<MailClient, string, Task<Answer>> invokeAsync) =>
        new(endpoint, success, OperationTarget.Message, invokeAsync);

    private static Operation OnAttachment(string endpoint, HttpStatusCode success, Func<MailClient, string, Task<Answer>> invokeAsync) =>
        new(endpoint, success, OperationTarget.Attachment, invokeAsync);

    private static Operation OnNothing(string endpoint, HttpStatusCode success, Func<MailClient, Task<Answer>> invokeAsync) =>
        new(endpoint, success, OperationTarget.Nothing, (mail, _) => invokeAsync(mail));
}
