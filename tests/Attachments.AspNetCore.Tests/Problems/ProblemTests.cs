using System.Net;
using Attachments.AspNetCore.Problems;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Tests.Problems;

public sealed class ProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RejectionCode.MessageNotFound, 404, 404, "Not found", "message_not_found")]
    [InlineData(RejectionCode.AttachmentNotFound, 404, 404, "Not found", "attachment_not_found")]
    [InlineData(RejectionCode.ContentMissing, 404, 404, "Not found", "content_missing")]
    [InlineData(RejectionCode.MessageNotDraft, 400, 400, "Invalid request", "message_not_draft")]
    [InlineData(RejectionCode.TooManyAttachments, 400, 400, "Invalid request", "too_many_attachments")]
    [InlineData(RejectionCode.FileRequired, 400, 400, "Invalid request", "file_required")]
    [InlineData(RejectionCode.TooManyFiles, 400, 400, "Invalid request", "too_many_files")]
    [InlineData(RejectionCode.MalformedForm, 400, 400, "Invalid request", "malformed_form")]
    [InlineData(RejectionCode.UploadInterrupted, 400, 400, "Invalid request", "upload_interrupted")]
    [InlineData(RejectionCode.FileEmpty, 400, 400, "Invalid request", "file_empty")]
    [InlineData(RejectionCode.FileTooLarge, 413, 413, "Payload too large", "file_too_large")]
    [InlineData(RejectionCode.TypeNotAllowed, 400, 400, "Invalid request", "type_not_allowed")]
    [InlineData(RejectionCode.TypeMismatch, 400, 400, "Invalid request", "type_mismatch")]
    [InlineData(RejectionCode.ImageTooLarge, 400, 400, "Invalid request", "image_too_large")]
    [InlineData(RejectionCode.ArchiveRefused, 400, 400, "Invalid request", "archive_refused")]
    [InlineData(RejectionCode.MalwareDetected, 400, 403, "Forbidden", "malware_detected")]
    [InlineData(RejectionCode.ScanPending, 409, 409, "Conflict", "scan_pending")]
    [InlineData(RejectionCode.FileUnscannable, 400, 403, "Forbidden", "file_unscannable")]
    public void Rejection_has_its_row(RejectionCode code, int status, int statusOfContent, string errorOfContent, string text)
    {
        var problem = RejectionTable.ToProblem(new Rejection(code, "Why"), givesContent: false);
        var ofContent = RejectionTable.ToProblem(new Rejection(code, "Why"), givesContent: true);

        Assert.Equal((status, text, "Why"), (problem.Status, problem.Code, problem.Detail));
        Assert.Equal((statusOfContent, errorOfContent, text), (ofContent.Status, ofContent.Error, ofContent.Code));
    }

    [Fact]
    public void Every_rejection_has_a_row_with_a_code_of_its_own()
    {
        var problems = Enum.GetValues<RejectionCode>().Select(static code => RejectionTable.ToProblem(new Rejection(code, "Why"), givesContent: true)).ToArray();

        Assert.All(problems, static problem => Assert.NotEmpty(problem.Error));
        Assert.Equal(problems.Length, problems.Select(static problem => problem.Code).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_gets_its_answer(Func<Exception> fault, HttpStatusCode status, string code, string error, bool retry)
    {
        await using var host = await TestHost.StartAsync();
        host.Service.Fault = fault;

        using var response = await host.Client.GetAsync("/api/v1/messages/m1/attachments", Token);

        var problem = await response.ProblemAsync(status, code);
        Assert.Equal(error, (string?)problem["error"]);
        Assert.Equal(retry, response.Headers.RetryAfter is not null);
        Assert.DoesNotContain("secret", problem.Raw(), StringComparison.Ordinal);
    }

    public static TheoryData<Func<Exception>, HttpStatusCode, string, string, bool> Faults() => new()
    {
        { () => new BlobStoreException("secret"), HttpStatusCode.ServiceUnavailable, "storage_unavailable", "Service unavailable", true },
        { () => new BlobStoreException("secret") { IsFull = true }, HttpStatusCode.InsufficientStorage, "storage_full", "Insufficient storage", false },
        { () => new AttachmentDatabaseException("secret"), HttpStatusCode.ServiceUnavailable, "database_unavailable", "Service unavailable", true },
        { () => new AttachmentDatabaseException("secret") { IsFull = true }, HttpStatusCode.InsufficientStorage, "storage_full", "Insufficient storage", false },
        { () => new ScannerUnavailableException("secret"), HttpStatusCode.ServiceUnavailable, "scanner_unavailable", "Service unavailable", true },
        { () => new BadHttpRequestException("secret", 408), HttpStatusCode.RequestTimeout, "request_timeout", "Request timeout", false },
        { () => new BadHttpRequestException("secret", 413), HttpStatusCode.RequestEntityTooLarge, "file_too_large", "Payload too large", false },
        { () => new BadHttpRequestException("secret"), HttpStatusCode.BadRequest, "bad_request", "Invalid request", false },
        { () => new InvalidOperationException("secret"), HttpStatusCode.InternalServerError, "server_error", "Server error", false },
        { () => new OperationCanceledException("secret"), HttpStatusCode.InternalServerError, "server_error", "Server error", false },
    };

    [Fact]
    public async Task Fault_is_logged_with_its_exception()
    {
        await using var host = await TestHost.StartAsync();
        host.Service.Fault = static () => new InvalidOperationException("why");

        using var response = await host.Client.GetAsync("/api/v1/messages/m1/attachments", Token);

        Assert.Contains(host.Logs.Entries, static entry => entry.Level == LogLevel.Error && entry.Id.Id == 601);
    }

    [Fact]
    public async Task Problem_has_the_contracts_members_and_is_not_kept()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync("/api/v1/messages/none/attachments", Token);

        var problem = await response.ProblemAsync(HttpStatusCode.NotFound, "message_not_found");
        Assert.Equal("about:blank", (string?)problem["type"]);
        Assert.Equal("Not Found", (string?)problem["title"]);
        Assert.Equal("Not found", (string?)problem["error"]);
        Assert.Equal("Message not found", (string?)problem["message"]);
        Assert.NotEmpty((string)problem["traceId"]!);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }
}
