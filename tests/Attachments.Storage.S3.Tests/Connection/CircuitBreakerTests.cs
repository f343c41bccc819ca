using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Storage.S3.Connection;

public sealed class CircuitBreakerTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Circuit_opens_after_so_many_failures_in_a_row()
    {
        var breaker = Breaker();
        breaker.Failed();
        breaker.Succeeded();
        breaker.Failed();
        Assert.True(breaker.TryEnter());

        breaker.Failed();

        Assert.False(breaker.TryEnter());
    }

    [Fact]
    public void One_request_is_let_through_when_the_time_is_over_and_its_success_closes_the_circuit()
    {
        var breaker = Open();
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(breaker.TryEnter());
        Assert.False(breaker.TryEnter());
        breaker.Succeeded();

        Assert.True(breaker.TryEnter());
        Assert.True(breaker.TryEnter());
    }

    [Fact]
    public void Failure_of_that_one_request_opens_the_circuit_for_as_long_again()
    {
        var breaker = Open();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(breaker.TryEnter());
        breaker.Failed();
        clock.Advance(TimeSpan.FromSeconds(4.9));

        Assert.False(breaker.TryEnter());
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(breaker.TryEnter());
    }

    [Fact]
    public void Request_that_was_let_through_and_cancelled_does_not_keep_the_circuit_open_for_ever()
    {
        var breaker = Open();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(breaker.TryEnter());
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(breaker.TryEnter());
    }

    private CircuitBreaker Breaker() => new(breakAfter: 2, TimeSpan.FromSeconds(5), clock);

    private CircuitBreaker Open()
    {
        var breaker = Breaker();
        breaker.Failed();
        breaker.Failed();
        return breaker;
    }
}
