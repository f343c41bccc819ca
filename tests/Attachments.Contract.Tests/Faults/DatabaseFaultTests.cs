using System.Net;
using Attachments.Contract.Callers;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;
using Attachments.Servers;

namespace Attachments.Contract.Faults;

/// <summary>PostgreSQL fails under the host.</summary>
public sealed class DatabaseFaultTests : IAsyncLifetime
{
    private readonly Caller user = Caller.New();
    private PostgreSqlDatabase database = null!;
    private TcpProxy proxy = null!;
    private RunningHost host = null!;

    private MailClient Mail => host.As(user);

    [Fact]
    public async Task Database_that_cannot_be_reached_is_503_and_the_host_recovers()
    {
        var bytes = Bytes.Fresh();
        var message = await Mail.DraftAsync();
        var uploaded = await Mail.AttachAsync(message, bytes);

        proxy.Cut();
        foreach (var name in new[] { "list", "upload", "download", "metadata", "delete" })
        {
            var operation = Operation.All[name];
            var answer = (await operation.InvokeAsync(Mail, operation.Target == OperationTarget.Message ? message : uploaded.Id)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database_unavailable");
            Assert.True(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) > 0);
            Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        }

        (await Mail.GetAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await Mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        proxy.Restore();
        Assert.Equal(bytes, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await Mail.UploadAsync(message, Bytes.Fresh())).ShouldBe(HttpStatusCode.Created);
        (await Mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Database_that_goes_while_a_file_streams_is_503_and_no_bytes_stay()
    {
        var message = await Mail.DraftAsync();
        var form = Form.Of(Bytes.Fresh(300_000));
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(user, message, form, $"Content-Length: {body.Length}\r\nExpect: 100-continue"));
        await connection.WaitForContinueAsync();
        await connection.WriteAsync(body[..200_000]);
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count > 0, "the upload has begun to store its bytes");

        proxy.Cut();
        await connection.WriteAsync(body[200_000..]);

        (await connection.ReadAsync()).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database_unavailable");
        Assert.Empty(await host.BlobsAsync());
        proxy.Restore();
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Database_that_was_dropped_is_503()
    {
        var message = await Mail.DraftAsync();
        await database.DisposeAsync();

        (await Mail.ListAsync(message)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database_unavailable");
        (await Mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database_unavailable");
    }

    [Fact]
    public async Task Connections_cut_between_requests_are_not_noticed_by_callers_for_long()
    {
        var uploaded = await Mail.AttachAsync();

        proxy.Cut();
        proxy.Restore();

        // Pooled connections are dead; the first requests may meet one, later ones must not.
        await Eventually.HoldsAsync(async () => (await Mail.MetadataAsync(uploaded.Id)).Status == HttpStatusCode.OK, "the host has new connections");
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgreSqlDatabase.Server is null)
            Assert.Skip(PostgreSqlServer.WhySkipped);

        database = await PostgreSqlDatabase.CreateAsync();
        proxy = new TcpProxy(database.Endpoint);
        host = await RunningHost.StartAsync(database, null, [KeyValuePair.Create("ConnectionStrings__Mail", (string?)database.ConnectionStringThrough(proxy.Port))]);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (proxy is not null)
            await proxy.DisposeAsync();
    }
}
