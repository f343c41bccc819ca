using System.Net;

namespace Attachments.Contract.Http;

/// <summary>The contract's <c>error</c> for each status.</summary>
public static class ErrorNames
{
    public static string Of(HttpStatusCode status) => (int)status switch
    {
        400 => "Invalid request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Request timeout",
        409 => "Conflict",
        412 => "Precondition failed",
        413 => "Payload too large",
        415 => "Unsupported media type",
        416 => "Range not satisfiable",
        460 => "Checksum mismatch",
        429 => "Too many requests",
        500 => "Server error",
        503 => "Service unavailable",
        507 => "Insufficient storage",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The contract names no error for this status."),
    };
}
