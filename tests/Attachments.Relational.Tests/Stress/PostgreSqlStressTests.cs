using Xunit;

namespace Attachments.Relational.Tests.Stress;

public sealed class PostgreSqlStressTests
{
    [Fact]
    public async Task Rows_and_bytes_stay_together_whatever_races_and_is_abandoned()
    {
        await using var database = await PostgreSqlStressDatabase.CreateAsync(killsConnections: false);

        await StressRun.RunAsync(database, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Rows_and_bytes_stay_together_when_connections_are_cut_at_any_moment()
    {
        await using var database = await PostgreSqlStressDatabase.CreateAsync(killsConnections: true);

        await StressRun.RunAsync(database, TestContext.Current.CancellationToken);
    }
}
