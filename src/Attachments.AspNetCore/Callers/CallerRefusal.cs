using Attachments.AspNetCore.Problems;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Callers;

/// <summary>What is answered to a request that has no caller.</summary>
/// <param name="problem">What is wrong with its identity; null where it has none.</param>
internal sealed class CallerRefusal(Problem? problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        problem is null ? Challenge.AnswerAsync(httpContext) : ProblemWriter.WriteAsync(httpContext, problem);
}
