using System.Net;
using Attachments.Contract.Callers;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Errors;

/// <summary>How refusals look, whoever refuses.</summary>
public abstract class ProblemTests(ContractHost kind) : ContractTests(kind)
{
    public static TheoryData<string, string, int> Unrouted => new()
    {
        { "GET", "/", 404 }, { "GET", "/api/v1", 404 }, { "GET", "/api/v1/attachments", 404 }, { "GET", "/api/v1/nothing", 404 },
        { "GET", "/api/v2/attachments/x/metadata", 404 }, { "GET", "/api/v1/attachments/x/nothing", 404 }, { "GET", "/api/v1/messages/x", 404 },
        { "PUT", "/api/v1/messages/x/attachments", 405 }, { "PATCH", "/api/v1/messages/x/attachments", 405 }, { "DELETE", "/api/v1/messages/x/attachments", 405 },
        { "POST", "/api/v1/attachments/x/download", 405 }, { "PUT", "/api/v1/attachments/x/download", 405 }, { "DELETE", "/api/v1/attachments/x/download", 405 },
        { "POST", "/api/v1/attachments/x/metadata", 405 }, { "DELETE", "/api/v1/attachments/x/metadata", 405 },
        { "PUT", "/api/v1/attachments/x", 405 }, { "POST", "/api/v1/attachments/x", 405 }, { "PATCH", "/api/v1/attachments/x", 405 },
        { "GET", "/api/compose/send", 405 }, { "PUT", "/api/accounts/a/messages", 405 },
    };

    [Theory, MemberData(nameof(Unrouted))]
    public async Task Unknown_route_is_404_and_wrong_method_405(string method, string path, int status)
    {
        var answer = await Mail.SendAsync(new HttpMethod(method), path);

        answer.ShouldBeProblem((HttpStatusCode)status, status == 404 ? "route_not_found" : "method_not_allowed");
        Assert.Equal(status == 405, answer.Header("Allow") is { Length: > 0 });
    }

    [Theory]
    [InlineData("/api/v1/messages/x/attachments", "GET", "POST")]
    [InlineData("/api/v1/attachments/x/download", "GET", "HEAD")]
    [InlineData("/api/v1/attachments/x/metadata", "GET")]
    [InlineData("/api/v1/attachments/x", "DELETE")]
    public async Task Allow_names_the_methods_that_the_address_takes(string path, params string[] methods)
    {
        var answer = await Mail.SendAsync(new HttpMethod("PROPFIND"), path);

        var allowed = answer.ShouldBe(HttpStatusCode.MethodNotAllowed).Header("Allow")!.Split(',', StringSplitOptions.TrimEntries);
        Assert.Subset(allowed.ToHashSet(), methods.ToHashSet());
    }

    [Fact]
    public async Task Detail_and_message_say_the_same_and_title_names_the_status()
    {
        var json = (await Mail.MetadataAsync(Guid.NewGuid().ToString())).ShouldBe(HttpStatusCode.NotFound).Json;

        Assert.Equal(json.GetProperty("message").GetString(), json.GetProperty("detail").GetString());
        Assert.Equal(404, json.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Trace_id_is_the_callers_own_trace()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var answer = await Mail.GetAsync($"/api/v1/attachments/{Guid.NewGuid()}/metadata", ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));

        Assert.Contains(Trace, answer.Json.GetProperty("traceId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_ids_of_two_refusals_differ()
    {
        var first = await Mail.MetadataAsync(Guid.NewGuid().ToString());
        var second = await Mail.MetadataAsync(Guid.NewGuid().ToString());

        Assert.NotEqual(first.Json.GetProperty("traceId").GetString(), second.Json.GetProperty("traceId").GetString());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("download")]
    [InlineData("metadata")]
    [InlineData("delete")]
    [InlineData("send message")]
    [InlineData("delete message")]
    public async Task Every_endpoint_refuses_in_the_same_shape(string operation)
    {
        var chosen = Operation.All[operation];
        var absent = Guid.NewGuid().ToString();

        (await chosen.InvokeAsync(Mail, absent)).ShouldBeProblem(HttpStatusCode.NotFound, chosen.Target == OperationTarget.Message ? "message_not_found" : "attachment_not_found");
        (await chosen.InvokeAsync(Mail.As(Caller.Anonymous), absent)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        var wrongRole = await chosen.InvokeAsync(Mail.As(User with { Role = "king" }), absent);
        wrongRole.ShouldBeProblem(HttpStatusCode.BadRequest, wrongRole.ShouldBe(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Failed_precondition_and_range_are_problems_too()
    {
        var uploaded = await Mail.AttachAsync();

        (await Mail.DownloadAsync(uploaded.Id, "", ("If-Match", "\"other\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        (await Mail.DownloadAsync(uploaded.Id, "", ("Range", "bytes=9999-"))).ShouldBeProblem(HttpStatusCode.RequestedRangeNotSatisfiable, "range_not_satisfiable");
    }

    [Fact]
    public async Task Refusal_does_not_repeat_what_the_client_sent()
    {
        const string Marker = "<script>alert(1)</script>";

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh(), "a.exe", "text/plain;x=" + Marker);

        Assert.DoesNotContain("<script>", answer.ShouldBe(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
    }
}
