using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Attachments.SampleHost.Tests.Jobs;

/// <summary>A numbered database that no other tests use, on the server that <c>ATTACHMENTS_TEST_REDIS</c> names. One test at a time has it; emptied when disposed.</summary>
internal sealed class RedisDatabase : IAsyncDisposable
{
    private const int Number = 13;

    private readonly string server;

    private RedisDatabase(string server) => this.server = server;

    public string ConnectionString => $"{server},defaultDatabase={Number}";

    public static RedisDatabase Create()
    {
        var server = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_REDIS");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "ATTACHMENTS_TEST_REDIS is not set");
        return new RedisDatabase(server!);
    }

    public async ValueTask DisposeAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(server));
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"SELECT {Number}\r\nFLUSHDB\r\nQUIT\r\n"));
        using var answers = new StreamReader(stream);
        await answers.ReadToEndAsync();
    }
}
