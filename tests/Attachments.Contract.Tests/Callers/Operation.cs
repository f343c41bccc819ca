using System.Net;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Callers;

/// <summary>One of the endpoints, as something that any caller can try on any id.</summary>
/// <param name="Success">What a caller who may gets.</param>
/// <param name="OnMessage">Whether the id is a message's, or else an attachment's.</param>
/// <param name="InvokeAsync">Sends the request.</param>
public sealed record Operation(HttpStatusCode Success, bool OnMessage, Func<MailClient, string, Task<Answer>> InvokeAsync)
{
    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>
    {
        ["list"] = new(HttpStatusCode.OK, true, (mail, id) => mail.ListAsync(id)),
        ["upload"] = new(HttpStatusCode.Created, true, (mail, id) => mail.UploadAsync(id, Bytes.Of("the same each time"))),
        ["download"] = new(HttpStatusCode.OK, false, (mail, id) => mail.DownloadAsync(id)),
        ["download inline"] = new(HttpStatusCode.OK, false, (mail, id) => mail.DownloadAsync(id, "?inline=true")),
        ["download range"] = new(HttpStatusCode.PartialContent, false, (mail, id) => mail.DownloadAsync(id, "", ("Range", "bytes=0-1"))),
        ["download if none match"] = new(HttpStatusCode.NotModified, false, (mail, id) => mail.DownloadAsync(id, "", ("If-None-Match", "*"))),
        ["download if match"] = new(HttpStatusCode.PreconditionFailed, false, (mail, id) => mail.DownloadAsync(id, "", ("If-Match", "\"other\""))),
        ["download bad range"] = new(HttpStatusCode.RequestedRangeNotSatisfiable, false, (mail, id) => mail.DownloadAsync(id, "", ("Range", "bytes=9999-"))),
        ["head"] = new(HttpStatusCode.OK, false, (mail, id) => mail.HeadAsync(id)),
        ["metadata"] = new(HttpStatusCode.OK, false, (mail, id) => mail.MetadataAsync(id)),
        ["delete"] = new(HttpStatusCode.OK, false, (mail, id) => mail.DeleteAttachmentAsync(id)),
        ["send message"] = new(HttpStatusCode.OK, true, (mail, id) => mail.SendMessageAsync(id)),
        ["delete message"] = new(HttpStatusCode.OK, true, (mail, id) => mail.DeleteMessageAsync(id)),
    };

    /// <summary>Names all operations, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];
}
