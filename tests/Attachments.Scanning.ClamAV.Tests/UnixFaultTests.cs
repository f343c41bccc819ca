using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Scanning.ClamAV;

public sealed class UnixFaultTests : FaultTests
{
    private protected override string EndpointOf(Clamd clamd) => clamd.UnixEndpoint;
}
