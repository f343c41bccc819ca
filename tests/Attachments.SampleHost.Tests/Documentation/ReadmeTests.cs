using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Documentation;

public sealed class ReadmeTests(SqliteHost fixture) : IClassFixture<SqliteHost>
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 100_000).Select(number => (byte)number), .. "\n%%EOF\n"u8];

    [Fact]
    public async Task The_walk_throughs_commands_do_what_it_says()
    {
        var commands = Readme.CurlCommands();
        Assert.Equal(8, commands.Count);
        using var shell = new ShellSession(fixture.Host.BaseAddress);
        await File.WriteAllBytesAsync(shell.PathOf("document.pdf"), Pdf, TestContext.Current.CancellationToken);

        var draft = await shell.RunForJsonAsync(commands[0]);
        shell.Replace("msg456", draft.GetProperty("messageId").GetString()!);
        var attachment = await shell.RunForJsonAsync(commands[1]);
        shell.Replace("att789", attachment.GetProperty("id").GetString()!);
        File.Delete(shell.PathOf("document.pdf"));
        var sent = await shell.RunForJsonAsync(commands[2]);
        var metadata = await shell.RunForJsonAsync(commands[3]);
        await shell.RunAsync(commands[4]);
        var inline = await shell.RunAsync(commands[5]);
        var list = await shell.RunForJsonAsync(commands[6]);
        var deleted = await shell.RunForJsonAsync(commands[7]);
        var listAfter = await shell.RunForJsonAsync(commands[6]);

        Assert.Equal("document.pdf", attachment.GetProperty("filename").GetString());
        Assert.Equal("application/pdf", attachment.GetProperty("mimeType").GetString());
        Assert.Equal("sent", sent.GetProperty("status").GetString());
        Assert.Equal(Pdf.Length, metadata.GetProperty("size").GetInt64());
        Assert.Equal(Pdf, await File.ReadAllBytesAsync(shell.PathOf("document.pdf"), TestContext.Current.CancellationToken));
        Assert.Equal(Pdf, inline);
        Assert.Equal(1, list.GetProperty("pagination").GetProperty("total").GetInt64());
        Assert.True(deleted.GetProperty("success").GetBoolean());
        Assert.Equal(0, listAfter.GetProperty("pagination").GetProperty("total").GetInt64());
    }

    [Fact]
    public void The_two_commands_come_first()
    {
        var commands = Readme.Blocks("sh").Select(block => block.Trim()).Take(2);

        Assert.Equal(["dotnet run --project samples/Attachments.SampleHost", "eng/test.sh"], commands);
    }
}
