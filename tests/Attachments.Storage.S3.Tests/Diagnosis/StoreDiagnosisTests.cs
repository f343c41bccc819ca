using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Attachments.Storage.S3.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.S3.Diagnosis;

/// <summary>What is wrong is said in one sentence, at the start where somebody has to put it right, and by readiness in any case.</summary>
public sealed class StoreDiagnosisTests : IAsyncDisposable
{
    private const string Secret = "a-secret-nobody-should-read";

    private readonly TestBucket bucket = new();

    [Fact]
    public Task An_access_key_that_is_unknown_stops_the_start() =>
        StopsAsync("AccessKey", "the service does not know the access key", ("AccessKey", "AKIAUNKNOWN"));

    [Fact]
    public Task A_wrong_secret_stops_the_start() =>
        StopsAsync("SecretKey", "the secret key is wrong, or something on the way changes the request", ("SecretKey", Secret));

    [Fact]
    public Task A_bucket_that_is_missing_stops_the_start() =>
        StopsAsync("Bucket", "the bucket does not exist", ("Bucket", $"missing-{Guid.NewGuid():N}"));

    [Fact]
    public async Task A_redirect_to_another_region_stops_the_start_and_names_it()
    {
        await using var server = await TestServer.AnsweringAsync(301, "PermanentRedirect", headers: static headers => headers["x-amz-bucket-region"] = "eu-central-1");

        await StopsAsync("Region", "the bucket is in the region eu-central-1, and another one is set", ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_signature_for_another_region_stops_the_start_and_names_the_right_one()
    {
        await using var server = await TestServer.AnsweringAsync(
            400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'");

        await StopsAsync("Region", "the bucket is in the region eu-west-1, and another one is set", ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task Keys_that_have_changed_places_stop_the_start()
    {
        await using var server = await TestServer.AnsweringAsync(
            400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the Credential is mal-formed; expecting &quot;&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request&quot;.");

        await StopsAsync("AccessKey", "the service cannot read the access key; AccessKey and SecretKey may have changed places", ("ServiceUrl", server.Url));
    }

    // MinIO names its region in every answer.
    [Fact]
    public async Task A_region_in_an_answer_about_something_else_is_no_reason()
    {
        await using var server = await TestServer.AnsweringAsync(503, "XMinioServerNotInitialized", headers: static headers => headers["x-amz-bucket-region"] = "us-east-1");

        await IsNotReadyAsync("the service answered 503 XMinioServerNotInitialized", ("ServiceUrl", server.Url));
    }

    [Theory]
    [InlineData("s3:GetObject", "access was denied: the permission s3:GetObject is missing")]
    [InlineData("kms:Decrypt", "access was denied: the permission kms:Decrypt is missing")]
    [InlineData("sts:AssumeRole", "access was denied")]
    public async Task A_permission_that_the_service_names_is_named(string permission, string reason)
    {
        await using var server = await TestServer.AnsweringAsync(
            403, "AccessDenied", $"User: arn:aws:iam::1:user/mail is not authorized to perform: {permission} on resource: &quot;arn:aws:s3:::mail/x&quot;");

        await StopsAsync("Bucket", reason, ("ServiceUrl", server.Url));
    }

    [Theory]
    [InlineData("UserSuspended", "the service answered 403 UserSuspended")]
    [InlineData("", "access was denied")]
    public async Task A_refusal_that_is_no_missing_permission_does_not_keep_the_host_from_starting(string code, string reason)
    {
        await using var server = await TestServer.AnsweringAsync(403, code);

        await IsNotReadyAsync(reason, ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_token_for_which_there_would_be_credentials_and_that_is_missing_is_told()
    {
        using var client = new AmazonS3Client(
            new AssumeRoleWithWebIdentityCredentials("/no/such/token", "arn:aws:iam::1:role/mail", "mail"),
            new AmazonS3Config { ServiceURL = TestBucket.ServiceUrl, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        var store = bucket.Services(services => new Builder(services).UseS3Client(_ => client)).GetRequiredService<IBlobStore>();

        var fault = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.CheckAsync(TestContext.Current.CancellationToken));

        Assert.EndsWith("no credentials were found: neither AccessKey and SecretKey nor any that the SDK looks for are there.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "s3:PutObject")]
    [InlineData("DELETE", "s3:DeleteObject")]
    public async Task A_permission_that_the_service_does_not_name_is_told_by_the_request(string method, string permission)
    {
        await using var server = await ServiceProxy.StartAsync(refuse: request => request.Method == method ? (403, "AccessDenied") : null);

        await StopsAsync("Bucket", $"access was denied: the permission {permission} is missing", ("ServiceUrl", server.Url));
    }

    // As in a container that is given a role: the SDK finds the service that exchanges the token in a package of its own, by name.
    [Fact]
    public async Task A_token_is_exchanged_for_credentials()
    {
        var token = Path.Combine(AppContext.BaseDirectory, $"token-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(token, "token", TestContext.Current.CancellationToken);
        await using var exchange = await TestServer.StartAsync(static context =>
        {
            context.Response.ContentType = "text/xml";
            return context.Response.WriteAsync(
                "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIAROLE</AccessKeyId>"
                + "<SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>");
        });
        string? signedBy = null;
        await using var service = await TestServer.StartAsync(context =>
        {
            signedBy = context.Request.Headers.Authorization;
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        using var address = new Setting("AWS_ENDPOINT_URL_STS", exchange.Url);
        using var region = new Setting("AWS_REGION", "us-east-1");
        using var client = new AmazonS3Client(
            new AssumeRoleWithWebIdentityCredentials(token, "arn:aws:iam::123456789012:role/mail", "mail"),
            new AmazonS3Config { ServiceURL = service.Url, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        var store = bucket.Services(services => new Builder(services).UseS3Client(_ => client)).GetRequiredService<IBlobStore>();

        Assert.Null(await store.OpenReadAsync(Blobs.NewKey(), 0, 1, TestContext.Current.CancellationToken));

        File.Delete(token);
        Assert.Contains("Credential=AKIAROLE/", signedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_issuer_stops_the_start()
    {
        using var certificate = TestServer.Certificate("127.0.0.1", TimeSpan.FromDays(1));
        await using var server = await TestServer.StartAsync(static context => Task.CompletedTask, certificate);

        await StopsAsync("ServiceUrl", "the service's certificate is not trusted: this machine does not know who issued it", ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_certificate_for_another_host_stops_the_start()
    {
        using var certificate = TestServer.Certificate("s3.example.org", TimeSpan.FromDays(1));
        await using var server = await TestServer.StartAsync(static context => Task.CompletedTask, certificate);

        await StopsAsync("ServiceUrl", "the service's certificate is for another host name than the one in ServiceUrl", ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_certificate_that_has_expired_stops_the_start()
    {
        using var certificate = TestServer.Certificate("127.0.0.1", TimeSpan.FromDays(-1));
        await using var server = await TestServer.StartAsync(static context => Task.CompletedTask, certificate);

        await StopsAsync("ServiceUrl", "the service's certificate has expired or is not valid yet", ("ServiceUrl", server.Url));
    }

    [Fact]
    public Task Https_at_a_port_without_it_stops_the_start() =>
        StopsAsync(
            "ServiceUrl",
            "the service does not speak TLS at this port, and ServiceUrl begins with https",
            ("ServiceUrl", TestBucket.ServiceUrl.Replace("http://", "https://", StringComparison.Ordinal)));

    [Fact]
    public async Task Http_at_a_port_that_wants_https_is_told()
    {
        using var certificate = TestServer.Certificate("127.0.0.1", TimeSpan.FromDays(1));
        await using var server = await TestServer.StartAsync(static context => Task.CompletedTask, certificate);

        await IsNotReadyAsync(
            "the connection was broken off before the answer, as by a port that wants https where ServiceUrl begins with http",
            ("ServiceUrl", server.Url.Replace("https://", "http://", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Clocks_that_differ_are_told_in_seconds()
    {
        await using var server = await TestServer.AnsweringAsync(
            403, "RequestTimeTooSkewed", headers: static headers => headers.Date = DateTimeOffset.UtcNow.AddMinutes(20).AddSeconds(0.5).ToString("r"));

        var sentence = await IsNotReadyAsync("the clock of this machine is 1", ("ServiceUrl", server.Url));

        Assert.Matches("is (1198|1199|1200) seconds behind the service's\\.$", sentence);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_does_not_keep_the_host_from_starting()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await IsNotReadyAsync("the connection was refused, so nothing listens at the service's address", ("ServiceUrl", $"http://127.0.0.1:{port}"));
    }

    [Fact]
    public Task A_name_that_cannot_be_resolved_does_not_keep_the_host_from_starting() =>
        IsNotReadyAsync("the name in the service's address cannot be resolved", ("ServiceUrl", "http://no-such-host.invalid"));

    [Fact]
    public async Task A_service_that_is_silent_does_not_keep_the_host_from_starting()
    {
        await using var server = await TestServer.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        await IsNotReadyAsync("the service did not answer in time", ("ServiceUrl", server.Url), ("IdleTimeout", "00:00:00.2"));
    }

    [Theory]
    [InlineData(502, "text/html", "not the service but a proxy or a web server answered, with 502 and a web page")]
    [InlineData(302, null, "not the service but a proxy or a web server answered, with a redirect (302)")]
    public async Task A_proxy_that_answers_itself_is_told(int status, string? contentType, string reason)
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            return contentType is null ? Task.CompletedTask : context.Response.WriteAsync("<html><body>Log in first</body></html>");
        });

        await IsNotReadyAsync(reason, ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_page_that_is_served_for_every_object_is_no_store()
    {
        const string page = "<html><body>Welcome</body></html>";
        await using var server = await TestServer.StartAsync(static context =>
        {
            context.Response.ContentLength = page.Length;
            return context.Response.WriteAsync(page);
        });

        await IsNotReadyAsync("The S3 store gives back what was never written to it", ("ServiceUrl", server.Url));
    }

    [Fact]
    public async Task A_store_that_works_starts_and_leaves_nothing()
    {
        await StartAsync();

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_check_that_is_given_up_leaves_nothing()
    {
        using var impatient = new CancellationTokenSource();
        var deleted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ServiceProxy.StartAsync(answer: (request, _, _) =>
        {
            if (request.Method == "PUT")
                impatient.Cancel();
            else if (request.Method == "DELETE")
                deleted.SetResult();
        });
        var store = bucket.Store(("ServiceUrl", server.Url));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CheckAsync(impatient.Token));

        // Nobody waits for it who has given up.
        await deleted.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task What_a_check_could_not_delete_is_swept()
    {
        await using var server = await ServiceProxy.StartAsync(refuse: static request => request.Method == "DELETE" ? (403, "AccessDenied") : null);
        await Assert.ThrowsAsync<BlobStoreException>(async () => await bucket.Store(("ServiceUrl", server.Url)).CheckAsync(TestContext.Current.CancellationToken));
        Assert.Single(await LeftAsync());

        await bucket.Store().DropStagingsAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.Single(await LeftAsync());
        await bucket.Store().DropStagingsAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_check_whose_delete_gets_no_answer_fails_as_a_store_does()
    {
        await using var proxy = new FaultyProxy(TestBucket.ServiceUrl);
        proxy.StallAnswer("DELETE", afterBytes: 0);
        var store = bucket.Store(("ServiceUrl", proxy.Address), ("AbortTimeout", "00:00:01"));

        var fault = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.CheckAsync(TestContext.Current.CancellationToken));

        Assert.Contains("did not answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_probe_began_and_did_not_end_is_swept_and_what_others_put_beside_it_is_not()
    {
        var begun = $"{bucket.Prefix}.probe/{Guid.NewGuid():N}/parts";
        await bucket.Raw.InitiateMultipartUploadAsync(new() { BucketName = TestBucket.Name, Key = begun }, TestContext.Current.CancellationToken);
        await bucket.Raw.PutObjectAsync(
            new() { BucketName = TestBucket.Name, Key = $"{bucket.Prefix}.probe/elses.txt", ContentBody = "x", UseChunkEncoding = false }, TestContext.Current.CancellationToken);

        await bucket.Store().DropStagingsAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Empty(await bucket.ListUploadsAsync());
        Assert.EndsWith("elses.txt", Assert.Single(await LeftAsync()).Key, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await bucket.DisposeAsync();

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;

    // The SDK asks no other client of this assembly's for these.
    private sealed class Setting : IDisposable
    {
        private readonly string name;

        public Setting(string name, string value) => Environment.SetEnvironmentVariable(this.name = name, value);

        public void Dispose() => Environment.SetEnvironmentVariable(name, null);
    }

    private static (string, string)[] Quick((string, string)[] settings) => [("MaxRetries", "0"), .. settings];

    private async Task StopsAsync(string setting, string reason, params (string, string)[] settings)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.StartsWith($"Attachments:Storage:S3:{setting} cannot be used. The S3 store could not ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($": {reason}.", refusal.Message, StringComparison.Ordinal);
        AssertKeepsSecrets(refusal.Message);
    }

    private async Task<string> IsNotReadyAsync(string reason, params (string, string)[] settings)
    {
        await StartAsync(settings);

        var store = bucket.Services(null, Quick(settings)).GetRequiredService<IBlobStore>();
        var fault = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.CheckAsync(TestContext.Current.CancellationToken));
        Assert.True(fault.Message.Contains(reason, StringComparison.Ordinal), fault.ToString());
        AssertKeepsSecrets(fault.Message);
        return fault.Message;
    }

    private async Task<List<Amazon.S3.Model.S3Object>> LeftAsync() =>
        (await bucket.Raw.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = TestBucket.Name, Prefix = bucket.Prefix }, TestContext.Current.CancellationToken)).S3Objects ?? [];

    private async Task StartAsync(params (string, string)[] settings)
    {
        foreach (var check in bucket.Services(null, Quick(settings)).GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await check.StartingAsync(TestContext.Current.CancellationToken);
    }

    private static void AssertKeepsSecrets(string sentence)
    {
        Assert.DoesNotContain(Secret, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAUNKNOWN", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("arn:", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(TestBucket.Name + "/", sentence, StringComparison.Ordinal);
    }
}
