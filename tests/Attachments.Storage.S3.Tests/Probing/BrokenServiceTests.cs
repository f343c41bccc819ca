using System.Net;
using System.Text;
using Attachments.Storage.S3.Servers;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Attachments.Storage.S3.Probing;

/// <summary>The real service with one fault each: the step that is there for it must see it, and the recommendation must fit.</summary>
public sealed class BrokenServiceTests : IAsyncDisposable
{
    private readonly TestBucket bucket = new();

    [Fact]
    public async Task A_service_that_refuses_conditions_gets_none()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request => request.Headers.ContainsKey("If-None-Match") ? (501, "NotImplemented") : null);

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "PutObject only if new"));
        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "CompleteMultipartUpload only if new"));
        Assert.Equal((S3ProbeVerdict.WorksOtherwise, S3Profile.Generic, false), (report.Verdict, report.Profile, report.Overrides.EqualParts));
    }

    [Fact]
    public async Task A_service_that_ignores_conditions_gets_none()
    {
        // The header is signed; so the condition is ignored by answering what must be there already with success.
        await using var server = await ServiceProxy.StartAsync(answer: static (request, response, _) =>
        {
            if (request.Headers.ContainsKey("If-None-Match") && response.StatusCode == HttpStatusCode.PreconditionFailed)
                response.StatusCode = HttpStatusCode.OK;
        });

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "PutObject only if new"));
        Assert.Equal(S3Profile.Generic, report.Profile);
    }

    [Fact]
    public async Task A_service_that_has_too_much_to_do_is_not_taken_for_one_without_conditions()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request => request.Headers.ContainsKey("If-None-Match") ? (503, "SlowDown") : null);

        var report = await ProbeAsync(server);

        Assert.Equal("the service answered 503 SlowDown; this may pass, so probe again", DetailOf(report, "PutObject only if new"));
        Assert.Equal((S3ProbeVerdict.DoesNotWork, null), (report.Verdict, report.Profile));
    }

    [Fact]
    public async Task A_service_that_answers_a_condition_in_its_own_way_is_not_said_to_overwrite()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, response, _) =>
        {
            if (request.Headers.ContainsKey("If-None-Match") && response.StatusCode == HttpStatusCode.PreconditionFailed)
                response.StatusCode = HttpStatusCode.BadRequest;
        });

        var report = await ProbeAsync(server);

        Assert.StartsWith("an object that is there is answered 400", DetailOf(report, "PutObject only if new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_conditions_are_not_atomic_gets_none()
    {
        var refusals = 0;
        await using var server = await ServiceProxy.StartAsync(answer: (request, response, _) =>
        {
            // The first refusal is that of an object that is there; a later one is lost in a race.
            if (response.StatusCode == HttpStatusCode.PreconditionFailed && request.Method == "PUT" && Interlocked.Increment(ref refusals) == 2)
                response.StatusCode = HttpStatusCode.OK;
        });

        var report = await ProbeAsync(server);

        Assert.Equal("not atomic: of 16 writers at once 2 wrote", DetailOf(report, "PutObject only if new"));
        Assert.Equal(S3Profile.Generic, report.Profile);
    }

    [Fact]
    public async Task A_service_that_publishes_conditionally_is_spoken_to_like_MinIO()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: ConditionalComplete());

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Works, OutcomeOf(report, "CompleteMultipartUpload only if new"));
        Assert.Equal((S3ProbeVerdict.WorksOtherwise, S3Profile.MinIO), (report.Verdict, report.Profile));
    }

    [Fact]
    public async Task A_service_that_wants_equal_parts_is_spoken_to_like_R2()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request =>
            request.Query["partNumber"] == "2" && request.ContentLength == 6 * 1024 * 1024 ? (400, "InvalidPart") : null);

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "parts of several lengths"));
        Assert.Equal((S3ProbeVerdict.WorksOtherwise, S3Profile.R2), (report.Verdict, report.Profile));
    }

    [Fact]
    public async Task A_service_that_refuses_chunked_bodies_works_without_them()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request =>
            request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal) ? (501, "NotImplemented") : null);

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "chunked body"));
        Assert.Equal((S3ProbeVerdict.Works, S3Profile.Ceph), (report.Verdict, report.Profile));
    }

    [Fact]
    public async Task A_service_that_stores_the_chunks_framing_is_noticed()
    {
        var framed = 0;
        await using var server = await ServiceProxy.StartAsync(answer: (request, response, bytes) =>
        {
            if (request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal))
            {
                framed = 1;
            }
            else if (request.Method == "GET" && bytes.Count == 100_000 && Interlocked.Exchange(ref framed, 0) == 1)
            {
                bytes.InsertRange(0, Encoding.ASCII.GetBytes("14000;chunk-signature=0\r\n"));

                // Such a service's tag is that of what it has stored; the SDK compares them.
                response.Headers.ETag = null;
            }
        });

        var report = await ProbeAsync(server);

        Assert.Equal("stored damaged: 100,000 bytes were sent, 100,025 came back", DetailOf(report, "chunked body"));
    }

    [Fact]
    public async Task A_service_that_wants_a_checksum_gets_the_SDKs()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request =>
            request.Method == "PUT" && !request.Headers.ContainsKey("x-amz-checksum-crc32") && !request.Headers.ContainsKey("Content-MD5") ? (400, "InvalidRequest") : null);

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "plain body"));
        Assert.Equal((S3ProbeVerdict.WorksOtherwise, true), (report.Verdict, report.Overrides.SdkChecksums));
    }

    [Fact]
    public async Task A_service_that_stores_nothing_as_it_was_does_not_work()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, _, bytes) =>
        {
            if (request.Method == "GET" && bytes.Count == 100_000)
                bytes[0] ^= 1;
        });

        await FailsAsync(server, "store an object");
    }

    [Fact]
    public async Task A_service_that_does_not_take_an_empty_object_does_not_work()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request => request is { Method: "PUT", ContentLength: null or 0 } ? (411, "MissingContentLength") : null);

        await FailsAsync(server, "empty object");
    }

    [Fact]
    public async Task A_service_that_stores_a_changed_body_is_warned_of()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (_, response, _) =>
        {
            if (response.StatusCode == HttpStatusCode.BadRequest)
                response.StatusCode = HttpStatusCode.OK;
        });

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Warning, OutcomeOf(report, "changed body is refused"));
        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "wrong Content-MD5 is refused"));
    }

    [Fact]
    public async Task A_service_that_ignores_ranges_does_not_work()
    {
        await using var server = await ServiceProxy.StartAsync(without: "Range");

        await FailsAsync(server, "range");
    }

    [Fact]
    public async Task A_service_that_treats_odd_ranges_in_its_own_way_is_warned_of()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, response, bytes) =>
        {
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                response.StatusCode = HttpStatusCode.OK;
            if (request.Headers.Range == "bytes=990-1010")
                bytes.Clear();
        });

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Warning, OutcomeOf(report, "range behind the end"));
        Assert.Equal(S3ProbeOutcome.Warning, OutcomeOf(report, "range over the end"));
    }

    [Fact]
    public async Task A_service_that_ignores_If_Match_is_warned_of()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, response, _) =>
        {
            if (request.Method == "GET" && response.StatusCode == HttpStatusCode.PreconditionFailed)
                response.StatusCode = HttpStatusCode.OK;
        });

        Assert.Equal(S3ProbeOutcome.Warning, OutcomeOf(await ProbeAsync(server), "read with If-Match"));
    }

    [Fact]
    public async Task A_service_where_deleting_twice_is_an_error_does_not_work()
    {
        var deleted = 0;
        await using var server = await ServiceProxy.StartAsync(refuse: request => request.Method == "DELETE" && Interlocked.Increment(ref deleted) == 2 ? (404, "NoSuchKey") : null);

        await FailsAsync(server, "delete");
    }

    [Fact]
    public async Task A_service_that_lists_no_uploads_does_not_work()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, _, bytes) =>
        {
            if (!request.Query.ContainsKey("uploads") || request.Method != "GET")
                return;

            bytes.Clear();
            bytes.AddRange(Encoding.ASCII.GetBytes("<ListMultipartUploadsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"));
        });

        await FailsAsync(server, "list parts and uploads");
    }

    [Fact]
    public async Task A_service_that_publishes_what_was_aborted_does_not_work()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (request, response, bytes) =>
        {
            if (request.Method != "POST" || !request.Query.ContainsKey("uploadId") || response.IsSuccessStatusCode)
                return;

            response.StatusCode = HttpStatusCode.OK;
            bytes.Clear();
            bytes.AddRange(Encoding.ASCII.GetBytes("<CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Key>x</Key></CompleteMultipartUploadResult>"));
        });

        await FailsAsync(server, "abort");
    }

    [Fact]
    public async Task A_service_without_tags_links_and_bucket_settings_works()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request =>
            request.Headers.ContainsKey("x-amz-tagging") || request.Query.ContainsKey("X-Amz-Signature") || request.Query.ContainsKey("versioning") || request.Query.ContainsKey("lifecycle")
                ? (501, "NotImplemented")
                : null);

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeVerdict.Works, report.Verdict);
        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "tags"));
        Assert.Equal(S3ProbeOutcome.Lacking, OutcomeOf(report, "presigned link"));
        Assert.Equal(S3ProbeOutcome.Skipped, OutcomeOf(report, "versioning"));
        Assert.Equal(S3ProbeOutcome.Skipped, OutcomeOf(report, "lifecycle"));
    }

    [Fact]
    public async Task A_clock_that_is_off_is_warned_of()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (_, response, _) => response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(-10));

        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Warning, OutcomeOf(report, "clock"));
        Assert.Matches("^this machine is 60[01] s ahead of the service$", DetailOf(report, "clock"));
    }

    public async ValueTask DisposeAsync() => await bucket.DisposeAsync();

    // What a service does that compares before it completes: 412 where the object is there.
    private Func<HttpRequest, (int, string)?> ConditionalComplete() => request =>
    {
        if (request.Method != "POST" || !request.Headers.ContainsKey("If-None-Match"))
            return null;

        var key = Uri.UnescapeDataString(request.Path.Value!)[(TestBucket.Name.Length + 2)..];
        var there = bucket.Raw.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = TestBucket.Name, Prefix = key }).GetAwaiter().GetResult();
        return there.S3Objects?.Exists(found => found.Key == key) == true ? (412, "PreconditionFailed") : null;
    };

    private async Task FailsAsync(TestServer server, string step)
    {
        var report = await ProbeAsync(server);

        Assert.Equal(S3ProbeOutcome.Failed, OutcomeOf(report, step));
        Assert.Equal((S3ProbeVerdict.DoesNotWork, null, null), (report.Verdict, report.Profile, report.Settings));
    }

    private Task<S3ProbeReport> ProbeAsync(TestServer server) =>
        S3Probe.RunAsync(bucket.Options(S3Profile.Ceph, server.Url), null, TestContext.Current.CancellationToken);

    private static S3ProbeOutcome OutcomeOf(S3ProbeReport report, string step) => report.Steps.Single(taken => taken.Name == step).Outcome;

    private static string DetailOf(S3ProbeReport report, string step) => report.Steps.Single(taken => taken.Name == step).Detail;
}
