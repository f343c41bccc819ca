using System.Globalization;
using System.Threading.RateLimiting;
using Attachments.AspNetCore.Problems;

namespace Microsoft.AspNetCore.RateLimiting;

/// <summary>Gives the answers of ASP.NET Core's rate limiter the form of the attachment endpoints' errors.</summary>
public static class AttachmentsRateLimiterOptionsExtensions
{
    /// <summary>Answers requests over a limit with 429 problem+json, code <c>too_many_requests</c>, and with <c>Retry-After</c> where the limiter knows it.</summary>
    /// <param name="options">The host's limits. Replaces <see cref="RateLimiterOptions.OnRejected"/>; applies to all endpoints that the host limits.</param>
    /// <returns><paramref name="options"/>.</returns>
    public static RateLimiterOptions AnswerWithProblems(this RateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        options.RejectionStatusCode = Problem.TooManyRequests.Status;
        options.OnRejected = static (rejected, _) => AnswerAsync(rejected);
        return options;
    }

    private static async ValueTask AnswerAsync(OnRejectedContext rejected)
    {
        // Whole seconds, and never 0, which would ask for the next refusal at once.
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        await ProblemWriter.WriteAsync(rejected.HttpContext, Problem.TooManyRequests);
    }
}
