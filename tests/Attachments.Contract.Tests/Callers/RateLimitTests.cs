using System.Globalization;
using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Callers;

/// <summary>How much one caller may ask for, where the host limits it.</summary>
/// <remarks>The web server's part is the same wherever rows and bytes are.</remarks>
public sealed class RateLimitTests(SqliteHost kind) : ContractTests(kind)
{
    private const string Policy = "/api/v1/attachments/policy";

    [Fact]
    public async Task Nothing_is_limited_unless_a_limit_is_set()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Mail.GetAsync(Policy)));

        Assert.All(answers, answer => answer.ShouldBe(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Request_over_the_limit_is_429_with_retry_after()
    {
        await using var host = await StartAsync(("Requests", "3"));
        var mail = host.As(User);
        for (var i = 0; i < 3; i++)
            (await mail.GetAsync(Policy)).ShouldBe(HttpStatusCode.OK);

        var answer = (await mail.GetAsync(Policy)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "too_many_requests");

        Assert.InRange(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 3600);
    }

    [Fact]
    public async Task Limit_is_each_callers_own()
    {
        await using var host = await StartAsync(("Requests", "2"));
        await ExhaustAsync(host.As(User), 2);

        foreach (var other in new[] { User.Colleague(), Caller.New(), User with { Tenant = $"tenant-{Guid.NewGuid():N}" } })
            (await host.As(other).GetAsync(Policy)).ShouldBe(HttpStatusCode.OK);

        // Another role, or another way to name oneself, is the same caller.
        (await host.As(User with { Role = "admin" }).GetAsync(Policy)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await host.As(Caller.Anonymous with { Bearer = Token.For(User.Tenant!, User.User!) }).GetAsync(Policy)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Callers_without_a_good_identity_share_their_addresses_limit()
    {
        await using var host = await StartAsync(("Requests", "3"));
        (await host.As(Caller.Anonymous).GetAsync(Policy)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.As(User with { Bearer = "not.a.token" }).GetAsync(Policy)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.As(User with { User = "a/b" }).GetAsync(Policy)).ShouldBe(HttpStatusCode.BadRequest);

        // Tokens cannot be guessed faster by naming other callers beside them.
        (await host.As(Caller.New() with { Bearer = "another.bad.token" }).GetAsync(Policy)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        (await host.As(User).GetAsync(Policy)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Uploads_can_be_limited_by_themselves()
    {
        await using var host = await StartAsync(("Uploads", "2"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        await mail.AttachAsync(message, Bytes.Fresh());
        (await mail.UploadAsync(message, Bytes.Fresh(), "a.exe")).ShouldBe(HttpStatusCode.BadRequest);

        (await mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.Single(await mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Health_is_not_limited()
    {
        await using var host = await StartAsync(("Requests", "1"));
        await ExhaustAsync(host.As(Caller.Anonymous), 1);

        Assert.Equal(HttpStatusCode.OK, (await host.As(Caller.Anonymous).GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task Limit_is_lifted_when_its_window_is_over()
    {
        await using var host = await Kind.StartAsync(("SampleHost__RateLimits__Requests", "1"), ("SampleHost__RateLimits__Window", "00:00:00.5"));
        await ExhaustAsync(host.As(User), 1);

        await Eventually.HoldsAsync(async () => (await host.As(User).GetAsync(Policy)).Status == HttpStatusCode.OK, "the caller may ask again");
    }

    // An hour is a window that no test sees end.
    private Task<RunningHost> StartAsync((string Name, string Value) limit) =>
        Kind.StartAsync(($"SampleHost__RateLimits__{limit.Name}", limit.Value), ("SampleHost__RateLimits__Window", "01:00:00"));

    private static async Task ExhaustAsync(MailClient mail, int permits)
    {
        for (var i = 0; i < permits; i++)
            await mail.GetAsync(Policy);
    }
}
