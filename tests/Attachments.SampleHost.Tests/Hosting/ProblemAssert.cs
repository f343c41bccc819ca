using System.Net;
using Xunit;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>Checks on error answers.</summary>
public static class ProblemAssert
{
    /// <summary>Checks that an answer is a problem with all of its members.</summary>
    public static async Task IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string error, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = await response.ReadJsonAsync();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(error, problem.GetProperty("error").GetString());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(problem.GetProperty("detail").GetString(), problem.GetProperty("message").GetString());
        Assert.All(["type", "title", "message", "traceId"], member => Assert.NotEmpty(problem.GetProperty(member).GetString()!));
    }
}
