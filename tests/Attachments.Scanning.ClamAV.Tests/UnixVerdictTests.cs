using Xunit;

namespace Attachments.Scanning.ClamAV;

public sealed class UnixVerdictTests : VerdictTests
{
    private protected override string Endpoint
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_CLAMD_UNIX");
            Assert.SkipWhen(path is null, "ATTACHMENTS_TEST_CLAMD_UNIX is not set");
            return $"unix://{path}";
        }
    }
}
