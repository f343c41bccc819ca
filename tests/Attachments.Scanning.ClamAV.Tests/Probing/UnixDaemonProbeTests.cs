using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Scanning.ClamAV.Probing;

public sealed class UnixDaemonProbeTests : DaemonProbeTests
{
    private protected override string EndpointOf(Clamd clamd) => clamd.UnixEndpoint;
}
