using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Storage.S3;

public sealed class UploadFaultTests : IAsyncLifetime
{
    private const string Part = "PUT partNumber";
    private const string Complete = "POST uploadId";

    private readonly TestBucket bucket = new();
    private readonly FaultyProxy proxy = new(TestBucket.ServiceUrl);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await bucket.DisposeAsync();
    }

    [Fact]
    public async Task Part_whose_connection_is_cut_is_sent_again()
    {
        // Parts go out side by side: each of them is long enough to be the one.
        proxy.CutRequest(Part, afterBytes: 1_000_000);
        var bytes = Blobs.NewBytes(2 * Blobs.PartSize);
        var store = Store();

        var key = await store.PublishAsync(bytes);

        Assert.Equal(3, proxy.CountOf(Part));
        await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Part_that_the_service_has_stopped_taking_is_sent_again()
    {
        proxy.StallRequest(Part, afterBytes: 1_000_000);
        var bytes = Blobs.NewBytes(2 * Blobs.PartSize);
        var store = Store(("IdleTimeout", "00:00:03"));

        var key = await store.PublishAsync(bytes);

        // Three unless the service itself was silent for so long.
        Assert.InRange(proxy.CountOf(Part), 3, 5);
        await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Object_whose_answer_was_lost_is_published()
    {
        proxy.CutAnswer("PUT", afterBytes: 0);
        var bytes = Blobs.NewBytes(1_000);
        var store = Store();

        var key = await store.PublishAsync(bytes);

        await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Completion_whose_answer_was_lost_is_published()
    {
        proxy.CutAnswer(Complete, afterBytes: 0);
        var bytes = Blobs.NewBytes(Blobs.PartSize + 1);
        var store = Store();

        var key = await store.PublishAsync(bytes);

        await store.AssertHoldsAsync(key, bytes);
        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Fact]
    public async Task Completion_whose_answer_was_lost_and_that_is_not_repeated_is_published()
    {
        proxy.CutAnswer(Complete, afterBytes: 0);
        var bytes = Blobs.NewBytes(Blobs.PartSize + 1);
        var store = Store(("MaxRetries", "0"));

        var key = await store.PublishAsync(bytes);

        await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Completion_that_did_not_arrive_leaves_nothing()
    {
        proxy.CutRequests(Complete);
        var store = Store(("MaxRetries", "0"));
        var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token);
        await writer.WriteAsync(Blobs.NewBytes(Blobs.PartSize + 1), Token);

        await Assert.ThrowsAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());
        await writer.DisposeAsync();

        Assert.Empty(await bucket.ListUploadsAsync());
        Assert.Null(await store.ReadAsync(writer.Key, 0, 1));
    }

    // The request may be on its way still, and publish after everything was cleared: whoever asked must know.
    [Theory]
    [InlineData("PUT", 1_000)]
    [InlineData(Complete, Blobs.PartSize + 1)]
    public async Task Publishing_that_got_no_answer_is_in_doubt(string request, int length)
    {
        proxy.CutRequests(request);
        var store = Store(("MaxRetries", "0"));
        await using var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token);
        await writer.WriteAsync(Blobs.NewBytes(length), Token);

        var failure = await Assert.ThrowsAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());

        Assert.True(failure.IsInDoubt);
    }

    [Fact]
    public async Task Publishing_that_took_too_long_is_in_doubt()
    {
        proxy.StallRequest("PUT", afterBytes: 100);
        var store = Store(("PublishTimeout", "00:00:01"));
        await using var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token);
        await writer.WriteAsync(Blobs.NewBytes(1_000), Token);

        var failure = await Assert.ThrowsAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());

        Assert.True(failure.IsInDoubt);
    }

    [Fact]
    public async Task Writer_that_is_given_up_with_parts_on_their_way_leaves_no_upload()
    {
        proxy.StallRequest(Part, afterBytes: 2_000_000);
        var store = Store();

        await using (var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token))
            await writer.WriteAsync(Blobs.NewBytes((3 * Blobs.PartSize) + 1), Token);

        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Fact]
    public async Task Upload_that_was_begun_and_whose_answer_was_lost_is_found_and_aborted()
    {
        proxy.CutAnswersAtTheirBody("POST uploads");
        var store = Store(("MaxRetries", "0"));

        await using (var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token))
            await Assert.ThrowsAsync<BlobStoreException>(() => writer.WriteAsync(Blobs.NewBytes(Blobs.PartSize + 1), Token).AsTask());

        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Fact]
    public async Task Abort_that_fails_is_counted_and_left_to_a_sweep()
    {
        var services = Services(("MaxRetries", "0"));
        var store = services.GetRequiredService<IBlobStore>();
        var failures = 0L;
        using var listener = Listen(services, "attachments.s3.aborts.failed", count => failures += count);
        proxy.CutRequests("DELETE uploadId");

        await using (var writer = await store.BeginWriteAsync(Blobs.NewKey(), null, Token))
            await writer.WriteAsync(Blobs.NewBytes(Blobs.PartSize + 1), Token);

        Assert.Equal(1, failures);
        Assert.Single(await bucket.ListUploadsAsync());
        proxy.Heal();
        Assert.Equal(1, await store.DropStagingsAsync(TimeSpan.Zero, Token));
        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Fact]
    public async Task Service_that_is_away_is_a_fault_and_soon_not_asked_any_more()
    {
        var store = bucket.Store(("ServiceUrl", "http://127.0.0.1:1"), ("MaxRetries", "1"), ("BreakAfter", "2"), ("BreakFor", "00:05:00"));
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<BlobStoreException>(() => store.PublishAsync([1]));

        var failure = await Assert.ThrowsAsync<BlobStoreException>(() => store.PublishAsync([1]));

        Assert.Contains("left alone", failure.Message, StringComparison.Ordinal);
    }

    // Tests run side by side: only this test's own meter counts.
    private static MeterListener Listen(ServiceProvider services, string name, Action<long> record)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == factory)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => record(count));
        listener.Start();
        return listener;
    }

    private IBlobStore Store(params (string Key, string Value)[] settings) => Services(settings).GetRequiredService<IBlobStore>();

    private ServiceProvider Services(params (string Key, string Value)[] settings) =>
        bucket.Services(null, [("PartSize", $"{Blobs.PartSize}"), ("ServiceUrl", proxy.Address), .. settings]);
}
