using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;

namespace Attachments.AspNetCore.Tests.RateLimiting;

public sealed class RateLimiterTests
{
    private const string Upload = "/api/v1/messages/m1/attachments";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limit_of_one_endpoint_is_429_as_a_problem_with_retry_after()
    {
        await using var host = await StartAsync(static () => new FixedWindowRateLimiter(new() { PermitLimit = 1, Window = TimeSpan.FromHours(1) }));
        using var first = await host.Client.PostAsync(Upload, Form(), Token);

        using var second = await host.Client.PostAsync(Upload, Form(), Token);
        using var list = await host.Client.GetAsync(Upload, Token);

        Assert.Equal("Too many requests", (string?)(await second.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_requests"))["error"]);
        Assert.InRange(int.Parse(second.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 3600);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, list.StatusCode));
        Assert.Equal(1, host.Service.Count);
    }

    [Fact]
    public async Task Limiter_that_does_not_know_when_says_no_time()
    {
        await using var host = await StartAsync(static () => new NeverLimiter());

        using var response = await host.Client.PostAsync(Upload, Form(), Token);

        await response.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.False(response.Headers.Contains("Retry-After"));
    }

    private static Task<TestHost> StartAsync(Func<RateLimiter> makeLimiter) => TestHost.StartAsync(
        builder => builder.Services.AddRateLimiter(limiter => limiter
            .AnswerWithProblems()
            .AddPolicy("uploads", _ => RateLimitPartition.Get("all", _ => makeLimiter()))),
        static app =>
        {
            app.UseRateLimiter();
            app.MapAttachments().Upload.RequireRateLimiting("uploads");
        });

    private static MultipartFormDataContent Form() => new() { { new ByteArrayContent("hello"u8.ToArray()), "file", "a.txt" } };

    private sealed class NeverLimiter : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Refusal();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(new Refusal());
    }

    private sealed class Refusal : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
