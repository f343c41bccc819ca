using System.Text.Json;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Documentation;

public sealed class HttpApiTests
{
    public static TheoryData<RejectionCode> Codes => [.. Enum.GetValues<RejectionCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_refusals_code_is_documented(RejectionCode code)
    {
        var spelling = JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

        var page = File.ReadAllText(RepositoryFiles.HttpApi);

        Assert.Contains($"`{spelling}`", page, StringComparison.Ordinal);
    }
}
