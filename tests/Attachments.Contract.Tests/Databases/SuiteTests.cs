using Attachments.Contract.Hosting;

namespace Attachments.Contract.Databases;

/// <summary>No suite is left out anywhere.</summary>
public sealed class SuiteTests
{
    [Theory]
    [InlineData("OnSqlite")]
    [InlineData("OnPostgreSql")]
    [InlineData("OnS3", false)]
    public void Every_suite_runs_on(string place, bool hasFolder = true)
    {
        var types = typeof(SuiteTests).Assembly.GetTypes();
        var suites = types.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(ContractTests)) && (hasFolder || !type.IsDefined(typeof(FolderOnlyAttribute), inherit: false)));

        Assert.All(suites, suite => Assert.Single(types, type => type.BaseType == suite && type.Namespace!.EndsWith(place, StringComparison.Ordinal)));
    }
}
