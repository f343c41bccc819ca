using Attachments.Content;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Scanning;

public abstract partial class BlobScannerConformanceTests
{
    [Fact]
    public async Task A_scanner_that_cannot_be_reached_is_unavailable_and_gives_no_verdict()
    {
        var unreachable = await CreateUnreachableScannerAsync();
        var bytes = NewBytes(1_000);

        await Assert.ThrowsAnyAsync<ScannerUnavailableException>(async () =>
        {
            await using var scan = await unreachable.BeginAsync(await CreateTargetAsync(bytes), Token);
            await WriteAsync(scan, bytes, 100);
            await CompleteAsync(scan, bytes);
        });
    }

    [Fact]
    public async Task The_check_of_a_scanner_that_cannot_be_reached_says_so()
    {
        var unreachable = await CreateUnreachableScannerAsync();

        var failure = await Assert.ThrowsAnyAsync<ScannerUnavailableException>(() => unreachable.CheckAsync(Token).AsTask());

        Assert.False(failure.IsMisconfigured);
        Assert.False(string.IsNullOrWhiteSpace(failure.Message));
    }

    [Fact]
    public async Task BeginAsync_is_cancelled_by_its_token()
    {
        var target = await CreateTargetAsync(NewBytes(10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scanner.BeginAsync(target, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task CompleteAsync_is_cancelled_by_its_token()
    {
        var bytes = NewBytes(10);
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);
        await WriteAsync(scan, bytes, 10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Scans_that_were_given_up_do_not_disturb_the_next_one()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(NewBytes(1_000)), Token);
            await scan.WriteAsync(NewBytes(500), Token);
        }

        Assert.Equal(ScanVerdict.Infected, (await ScanAsync(InfectedBytes.ToArray())).Verdict);
    }

    [Fact]
    public async Task A_scan_may_be_disposed_twice()
    {
        var bytes = NewBytes(10);
        var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);
        await WriteAsync(scan, bytes, 10);
        await CompleteAsync(scan, bytes);

        await scan.DisposeAsync();
        await scan.DisposeAsync();

        Assert.Equal(ScanVerdict.Infected, (await ScanAsync(InfectedBytes.ToArray())).Verdict);
    }

    [Fact]
    public async Task Disposing_frees_what_a_scan_held_whether_it_was_completed_or_given_up()
    {
        Assert.SkipWhen(OpenConnections is null, "The scanner's connections cannot be counted.");
        var bytes = NewBytes(200_000);
        await AssertEventuallyClosedAsync();

        for (var i = 0; i < 10; i++)
        {
            await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);
            await WriteAsync(scan, bytes[..(i * 20_000)], 10_000);
            if (i == 9)
                await VerdictOrNullAsync(() => scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token));
        }

        await ScanAsync(bytes);
        await AssertEventuallyClosedAsync();
    }
}
