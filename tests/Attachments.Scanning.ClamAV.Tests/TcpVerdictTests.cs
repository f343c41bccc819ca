using Xunit;

namespace Attachments.Scanning.ClamAV;

public sealed class TcpVerdictTests : VerdictTests
{
    private protected override string Endpoint
    {
        get
        {
            var address = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_CLAMD_TCP");
            Assert.SkipWhen(address is null, "ATTACHMENTS_TEST_CLAMD_TCP is not set");
            return $"tcp://{address}";
        }
    }
}
