using System.Diagnostics;
using System.Globalization;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Attachments.AspNetCore.Problems;

internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    /// <summary>Answers with a problem. Headers that were set for another answer must have been cleared.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        // "about:blank" asks for the status's own phrase as the title (RFC 9457, section 4.2.1).
        var phrase = ReasonPhrases.GetReasonPhrase(problem.Status);
        var body = new AttachmentProblem(
            Type: "about:blank",
            Title: phrase.Length > 0 ? phrase : problem.Error,
            Status: problem.Status,
            Detail: problem.Detail,
            Error: problem.Error,
            Message: problem.Detail,
            Code: problem.Code,
            TraceId: Activity.Current?.Id ?? context.TraceIdentifier);

        return JsonResponse.WriteAsync(response, body, AttachmentsJsonContext.Default.AttachmentProblem, ContentType);
    }
}
