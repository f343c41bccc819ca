namespace Attachments.AspNetCore.Problems;

/// <summary>An answer that says why there is no other.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code that programs act on.</param>
/// <param name="Detail">One sentence for the person who reads the answer.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    public static Problem Forbidden { get; } = new(403, "forbidden", "Access denied");

    public static Problem NotCode { get; } = new(403, "not_code", "An attachment is no script, style sheet or worker of a page");

    public static Problem RouteNotFound { get; } = new(404, "route_not_found", "There is nothing at this address");

    public static Problem MethodNotAllowed { get; } = new(405, "method_not_allowed", "This address does not take the request's method");

    public static Problem PreconditionFailed { get; } = new(412, "precondition_failed", "A precondition of the request does not hold");

    public static Problem RangeNotSatisfiable { get; } = new(416, "range_not_satisfiable", "The range lies outside of the file");

    public static Problem RequestTimeout { get; } = new(408, "request_timeout", "The request body came too slowly");

    public static Problem BodyTooLarge { get; } = new(413, "file_too_large", "The request body is too large");

    public static Problem TooManyRequests { get; } = new(429, "too_many_requests", "The caller has sent too many requests");

    public static Problem BadRequest { get; } = new(400, "bad_request", "The request is malformed");

    public static Problem CsrfTokenInvalid { get; } = new(400, "csrf_token_invalid", "The request has no valid antiforgery token in its header");

    public static Problem StorageUnavailable { get; } = new(503, "storage_unavailable", "The file storage is unavailable") { RetryAfter = 10 };

    public static Problem DatabaseUnavailable { get; } = new(503, "database_unavailable", "The database is unavailable") { RetryAfter = 10 };

    public static Problem ScannerUnavailable { get; } = new(503, "scanner_unavailable", "The file could not be scanned for viruses now") { RetryAfter = 10 };

    public static Problem StorageFull { get; } = new(507, "storage_full", "There is no room left to store the file");

    public static Problem ServerError { get; } = new(500, "server_error", "The server could not handle the request");

    /// <summary>Gets after how many seconds trying again makes sense; null where the answer does not say.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Gets the HTTP API's name for the status: the answer's member <c>error</c>.</summary>
    public string Error => ErrorOf(Status);

    public static Problem InvalidCaller(string detail) => new(400, "invalid_caller", detail);

    public static Problem InvalidQuery(string code, string detail) => new(400, code, detail);

    private static string ErrorOf(int status) => status switch
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
        416 => "Range not satisfiable",
        429 => "Too many requests",
        500 => "Server error",
        503 => "Service unavailable",
        507 => "Insufficient storage",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The contract names no error for this status."),
    };
}
