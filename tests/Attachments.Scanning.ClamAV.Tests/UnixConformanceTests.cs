using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Scanning.ClamAV;

public sealed class UnixConformanceTests : TcpConformanceTests
{
    private protected override string EndpointOf(Clamd daemon) => daemon.UnixEndpoint;
}
