using Attachments.Consistency;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Services;
using Attachments.Storage.S3;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>The library's own check of rows and objects, which <c>attachments fsck</c> runs; with every digest verified.</summary>
internal sealed class ConsistencyRun(FleetServices services, Violations violations) : IConsistencyObserver
{
    // Everything is quiet and swept: whatever is left, is left.
    private static readonly ConsistencyCheck Check = new() { VerifyDigests = true, StagingGrace = TimeSpan.Zero, StrayGrace = TimeSpan.Zero };

    /// <returns>How many bytes were read and hashed.</returns>
    public async Task<long> RunAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddMetrics();
        collection.AddAttachmentsCore().UsePostgreSql(services.PostgreSql).UseS3Store(store =>
        {
            store.Profile = S3Profile.Ceph;
            store.ServiceUrl = services.S3.Endpoint.ToString();
            store.Region = services.S3.Region;
            store.Bucket = services.S3.Bucket;
            store.AccessKey = services.S3.AccessKey;
            store.SecretKey = services.S3.SecretKey;
        });
        await using var provider = collection.BuildServiceProvider();

        var report = await provider.GetRequiredService<IConsistencyChecker>().CheckAsync(Check, this);
        if (report.OverdueStrays > 0)
            violations.Add($"The consistency check found {report.OverdueStrays} overdue strays");

        return report.Counts.Bytes;
    }

    public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
    {
        violations.Add($"The consistency check found {finding}");
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
