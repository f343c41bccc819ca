using System.Text;
using Xunit;

namespace Attachments.Scanning.ClamAV.Protocol;

public sealed class ClamdVersionTests
{
    [Theory]
    [InlineData("ClamAV 1.4.6/27500/Mon Nov 23 08:00:00 2026\0", "ClamAV 1.4.6", "27500")]
    [InlineData("ClamAV 1.4.6\0", "ClamAV 1.4.6", null)]
    [InlineData("ClamAV 1.4.6/\0", "ClamAV 1.4.6", null)]
    [InlineData("ClamAV 0.103.12/27105\0", "ClamAV 0.103.12", "27105")]
    [InlineData("ClamAV 1.5.0-beta/1/x/y\0", "ClamAV 1.5.0-beta", "1")]
    public void The_engine_and_its_signatures_are_read(string reply, string engine, string? signatures) =>
        Assert.Equal(new ScannerVersion(engine, signatures), Parse(reply));

    [Theory]
    [InlineData("")]
    [InlineData("ClamAV 1.4.6")]
    [InlineData("PONG\0")]
    [InlineData("UNKNOWN COMMAND\0")]
    [InlineData("ClamAV 1\n.4.6\0")]
    [InlineData("ClamAV 1.4.6\u007F\0")]
    public void What_is_no_version_is_none(string reply) => Assert.Null(Parse(reply));

    private static ScannerVersion? Parse(string reply) => ClamdVersion.TryParse(Encoding.ASCII.GetBytes(reply));
}
