using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Tests.Transport;

public sealed class TransportTests
{
    [Fact]
    public async Task Server_receives_in_large_blocks()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseAttachmentsTransport();
        await using var app = builder.Build();
        app.MapPost("/", static async context =>
        {
            var read = await context.Request.BodyReader.ReadAtLeastAsync(300_000, context.RequestAborted);
            await context.Response.WriteAsync($"{read.Buffer.Length} {SegmentsOf(read.Buffer)}", context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answer = await client.PostAsync("/", new ByteArrayContent(new byte[300_000]), TestContext.Current.CancellationToken);

        // 74 blocks of Kestrel's own size.
        var parts = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split(' ');
        Assert.Equal("300000", parts[0]);
        Assert.InRange(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), 4, 40);
    }

    [Fact]
    public async Task Sizes_are_those_that_were_asked_for()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseAttachmentsTransport(static options => (options.BlockSize, options.MaxReadBufferSize) = (131_072, 524_288));
        await using var app = builder.Build();

        using var pool = app.Services.GetRequiredService<IMemoryPoolFactory<byte>>().Create();

        Assert.Equal(131_072, pool.MaxBufferSize);
        Assert.Equal(524_288, app.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value.MaxReadBufferSize);
    }

    [Theory]
    [InlineData(4095, 262_144)]
    [InlineData(5000, 262_144)]
    [InlineData(2_097_152, 4_194_304)]
    [InlineData(65_536, 65_535)]
    public void Size_out_of_its_range_is_refused(int blockSize, int readBuffer)
    {
        var builder = WebApplication.CreateSlimBuilder();

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.WebHost.UseAttachmentsTransport(options => (options.BlockSize, options.MaxReadBufferSize) = (blockSize, readBuffer)));
    }

    private static int SegmentsOf(System.Buffers.ReadOnlySequence<byte> sequence)
    {
        var segments = 0;
        foreach (var _ in sequence)
            segments++;

        return segments;
    }
}
