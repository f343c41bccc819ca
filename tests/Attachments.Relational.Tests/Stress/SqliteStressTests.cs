using Xunit;

namespace Attachments.Relational.Tests.Stress;

public sealed class SqliteStressTests
{
    [Fact]
    public async Task Rows_and_bytes_stay_together_whatever_races_and_is_abandoned()
    {
        await using var database = await SqliteStressDatabase.CreateAsync();

        await StressRun.RunAsync(database, TestContext.Current.CancellationToken);
    }
}
