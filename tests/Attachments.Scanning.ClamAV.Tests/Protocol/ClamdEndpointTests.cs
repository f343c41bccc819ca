using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Attachments.Scanning.ClamAV.Protocol;

public sealed class ClamdEndpointTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:3310", "127.0.0.1:3310")]
    [InlineData("tcp://127.0.0.1", "127.0.0.1:3310")]
    [InlineData("tcp://127.0.0.1:4000/", "127.0.0.1:4000")]
    [InlineData("tcp://[::1]:3310", "[::1]:3310")]
    public void An_address_is_read(string text, string expected) => Assert.Equal(IPEndPoint.Parse(expected), ClamdEndpoint.TryParse(text));

    [Fact]
    public void A_host_name_is_read() => Assert.Equal(new DnsEndPoint("clamd.internal", 3311), ClamdEndpoint.TryParse("tcp://clamd.internal:3311"));

    [Theory]
    [InlineData("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl")]
    [InlineData("unix:///a b%20c", "/a b%20c")]
    public void A_socket_is_read_as_it_stands(string text, string path) => Assert.Equal(path, Assert.IsType<UnixDomainSocketEndPoint>(ClamdEndpoint.TryParse(text)).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("127.0.0.1:3310")]
    [InlineData("http://127.0.0.1:3310")]
    [InlineData("tcp://")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:70000")]
    [InlineData("tcp://host:3310/path")]
    [InlineData("tcp://user@host:3310")]
    [InlineData("unix://")]
    [InlineData("unix:///")]
    [InlineData("unix://run/clamd.ctl")]
    [InlineData("unix:///12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567")]
    public void Anything_else_is_refused(string? text) => Assert.Null(ClamdEndpoint.TryParse(text));
}
