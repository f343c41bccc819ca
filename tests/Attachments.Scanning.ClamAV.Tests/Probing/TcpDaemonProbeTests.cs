using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Scanning.ClamAV.Probing;

public sealed class TcpDaemonProbeTests : DaemonProbeTests
{
    private protected override string EndpointOf(Clamd clamd) => clamd.TcpEndpoint;
}
