namespace Attachments.Contract.Databases;

/// <summary>No suite is left out on either database.</summary>
public sealed class SuiteTests
{
    [Theory]
    [InlineData("OnSqlite")]
    [InlineData("OnPostgreSql")]
    public void Every_suite_runs_on(string database)
    {
        var types = typeof(SuiteTests).Assembly.GetTypes();
        var suites = types.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(ContractTests)));

        Assert.All(suites, suite => Assert.Single(types, type => type.BaseType == suite && type.Namespace!.EndsWith(database, StringComparison.Ordinal)));
    }
}
