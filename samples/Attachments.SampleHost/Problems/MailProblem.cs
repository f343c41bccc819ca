using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Attachments.SampleHost.Problems;

/// <summary>The errors of this host's own endpoints, in the shape that the attachment endpoints answer with.</summary>
internal static class MailProblem
{
    public static IResult MessageNotFound { get; } = new ProblemResult(StatusCodes.Status404NotFound, "message_not_found", "Message not found");

    public static IResult AlreadySent { get; } = new ProblemResult(StatusCodes.Status409Conflict, "already_sent", "Message has been sent already");

    public static IResult DatabaseUnavailable { get; } =
        new ProblemResult(StatusCodes.Status503ServiceUnavailable, "database_unavailable", "The database is unavailable") { RetryAfter = "10" };

    public static IResult StorageFull { get; } = new ProblemResult(StatusCodes.Status507InsufficientStorage, "storage_full", "There is no room left to store the message");

    public static IResult BadRequest(string code, string message) => new ProblemResult(StatusCodes.Status400BadRequest, code, message);

    /// <summary>The library's refusal to seal a message, under the library's own code.</summary>
    public static IResult Conflict(Rejection rejection) =>
        new ProblemResult(StatusCodes.Status409Conflict, JsonNamingPolicy.SnakeCaseLower.ConvertName(rejection.Code.ToString()), rejection.Detail)
        {
            RetryAfter = rejection.Code == RejectionCode.ScanPending ? "5" : null,
        };

    /// <summary>For answers that the framework left without a body: no such route, no such method, no identity.</summary>
    public static IResult ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new ProblemResult(status, "unauthorized", "Bearer token or X-Tenant-ID and X-User-ID headers required"),
        StatusCodes.Status403Forbidden => new ProblemResult(status, "forbidden", "The caller may not do this"),
        StatusCodes.Status404NotFound => new ProblemResult(status, "route_not_found", "There is nothing at this address"),
        StatusCodes.Status405MethodNotAllowed => new ProblemResult(status, "method_not_allowed", "This address does not take the request's method"),
        StatusCodes.Status500InternalServerError => new ProblemResult(status, "server_error", "The server could not handle the request"),
        StatusCodes.Status408RequestTimeout => new ProblemResult(status, "request_timeout", "The request body came too slowly"),
        StatusCodes.Status413PayloadTooLarge => new ProblemResult(status, "body_too_large", "The request body is too large"),
        _ => new ProblemResult(status, "bad_request", ReasonPhrases.GetReasonPhrase(status)),
    };

    private sealed class ProblemResult(int status, string code, string message) : IResult
    {
        public string? RetryAfter { get; init; }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var phrase = ReasonPhrases.GetReasonPhrase(status);
            var problem = new ProblemDetails
            {
                Type = "about:blank",
                Title = phrase,
                Status = status,
                Detail = message,
                Extensions =
                {
                    ["error"] = Error(status),
                    ["message"] = message,
                    ["code"] = code,
                    ["traceId"] = Activity.Current?.Id ?? httpContext.TraceIdentifier,
                },
            };

            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers.RetryAfter = RetryAfter;
            httpContext.Response.StatusCode = status;
            return httpContext.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", httpContext.RequestAborted);
        }

        private static string Error(int status) => status switch
        {
            400 => "Invalid request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not found",
            405 => "Method not allowed",
            408 => "Request timeout",
            409 => "Conflict",
            413 => "Payload too large",
            415 => "Unsupported media type",
            429 => "Too many requests",
            503 => "Service unavailable",
            507 => "Insufficient storage",
            _ => "Server error",
        };
    }
}
