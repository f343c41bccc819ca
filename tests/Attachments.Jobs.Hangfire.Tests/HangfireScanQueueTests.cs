using System.Diagnostics.Metrics;
using Attachments.Access;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public sealed class HangfireScanQueueTests : IDisposable
{
    private static readonly BlobKey Blob = new(TenantId.Parse("tenant-1"), new BlobId(Guid.NewGuid()));

    private readonly FakeTimeProvider clock = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HangfireScanQueue queue;

    public HangfireScanQueueTests() => queue = new HangfireScanQueue(new JobsMetrics(services.GetRequiredService<IMeterFactory>()), clock);

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task Wake_remembers_when_a_blob_is_due()
    {
        queue.Wake(Blob, TimeSpan.Zero);
        queue.Wake(Blob, TimeSpan.FromSeconds(5));
        queue.Complete();
        clock.Advance(TimeSpan.FromSeconds(3));

        var held = await queue.TakeAllAsync().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new WakeUp(Blob, null), new WakeUp(Blob, clock.Start + TimeSpan.FromSeconds(5))], held);
    }

    [Fact]
    public void Wake_drops_and_counts_what_finds_no_room()
    {
        using var counted = new DroppedCounter(services.GetRequiredService<IMeterFactory>());

        for (var i = 0; i < HangfireScanQueue.Capacity + 3; i++)
            queue.Wake(Blob, TimeSpan.Zero);

        Assert.Equal((3, 3), (queue.TakeOverflow(), counted.Value));
    }

    [Fact]
    public void Clear_drops_and_counts_what_is_held()
    {
        using var counted = new DroppedCounter(services.GetRequiredService<IMeterFactory>());
        queue.Wake(Blob, TimeSpan.Zero);
        queue.Wake(Blob, TimeSpan.Zero);

        Assert.Equal(2, queue.Clear());

        Assert.Equal(2, counted.Value);
    }

    private sealed class DroppedCounter : IDisposable
    {
        private readonly MeterListener listener = new();

        public DroppedCounter(IMeterFactory factory)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "attachments.jobs.dropped" && instrument.Meter.Scope == factory)
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, _, _) => Value += value);
            listener.Start();
        }

        public long Value { get; private set; }

        public void Dispose() => listener.Dispose();
    }
}
