using System.Text;
using Attachments.Content;
using Attachments.Scanning.ClamAV.Daemons;
using Attachments.Testing.Scanning;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning.ClamAV;

/// <summary>Stored blobs that are files: clamd is handed the open file and reads it by itself.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("clamd-file-").FullName;

    private static byte[] Eicar => InMemoryScanner.EicarFile.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_stored_file_is_handed_over_a_unix_socket()
    {
        await using var clamd = await Clamd.StartAsync();

        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));

        Assert.True(await OfferAsync(scan, Archives.Random(10_000)));
        Assert.False(scan.WantsContent);
    }

    [Fact]
    public async Task What_is_in_the_file_decides()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(clamd.UnixEndpoint);

        Assert.Equal(ScanVerdict.Clean, (await ScanFileAsync(scanner, Archives.Random(300_000))).Verdict);
        Assert.Equal((ScanVerdict.Infected, "Local.Eicar.UNOFFICIAL"), Told(await ScanFileAsync(scanner, Eicar)));
        Assert.Equal((ScanVerdict.Unscannable, "Heuristics.Encrypted.Zip"), Told(await ScanFileAsync(scanner, Archives.EncryptedZip())));
    }

    [Fact]
    public async Task A_file_of_another_length_than_the_blob_is_not_clean()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));
        var bytes = Archives.Random(10_000);
        Assert.True(await OfferAsync(scan, bytes));

        await Assert.ThrowsAsync<ScannerUnavailableException>(() => scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length + 1, Token).AsTask());
    }

    [Fact]
    public async Task A_file_that_is_longer_than_a_stream_may_be_is_unscannable()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));
        var bytes = Archives.Random(Scanners.MiB + 1);
        Assert.True(await OfferAsync(scan, bytes));

        var report = await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token);

        Assert.Equal(ScanVerdict.Unscannable, report.Verdict);
        Assert.Contains("StreamMaxLength", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_stream_in_are_sent_though_the_socket_could_bear_a_file()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await Scanners.At(clamd.UnixEndpoint).BeginAsync(Scanners.NewTarget(), Token);

        Assert.False(await OfferAsync(scan, Archives.Random(10_000)));
        Assert.True(scan.WantsContent);
    }

    [Fact]
    public async Task Over_tcp_no_file_is_taken()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await BeginAsync(Scanners.At(clamd.TcpEndpoint));

        Assert.False(await OfferAsync(scan, Archives.Random(10_000)));
    }

    [Fact]
    public async Task No_file_is_taken_where_clamd_does_not_tell_what_is_encrypted()
    {
        await using var clamd = await Clamd.StartAsync(("AlertEncrypted", "no"));
        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));

        Assert.False(await OfferAsync(scan, Archives.EncryptedZip()));
    }

    [Fact]
    public async Task A_stored_blob_that_is_no_file_is_sent()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));

        await scan.WriteAsync(Eicar, Token);

        Assert.Equal(ScanVerdict.Infected, (await scan.CompleteAsync(ContentDigest.Of(Eicar), Eicar.Length, Token)).Verdict);
    }

    [Fact]
    public async Task A_stored_blob_without_bytes_is_sent()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var scan = await BeginAsync(Scanners.At(clamd.UnixEndpoint));

        Assert.Equal(ScanVerdict.Clean, (await scan.CompleteAsync(ContentDigest.Of([]), 0, Token)).Verdict);
    }

    [Theory]
    [InlineData("No file descriptor received. ERROR\0")]
    [InlineData("fd[15]: Can't allocate memory ERROR\0")]
    [InlineData("UNKNOWN COMMAND\0")]
    [InlineData("")]
    public async Task A_daemon_that_cannot_read_the_file_gives_no_verdict_and_is_sent_the_bytes_next_time(string reply)
    {
        await using var daemon = new ScriptedDaemon(AnswerOkAsync, Path.Combine(directory, "clamd.sock")) { FileReply = reply };
        var scanner = Scanners.At(daemon.Endpoint, probeFailure: ClamAVProbeFailure.Ignore);
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => ScanFileAsync(scanner, Archives.Random(10_000)));

        await using var second = await BeginAsync(scanner);

        Assert.False(await OfferAsync(second, Archives.Random(10_000)));
        Assert.True(second.WantsContent);
    }

    [Fact]
    public async Task After_an_hour_it_is_given_files_again()
    {
        var clock = new FakeTimeProvider();
        await using var daemon = new ScriptedDaemon(AnswerOkAsync, Path.Combine(directory, "clamd.sock"));
        var scanner = Scanners.At(daemon.Endpoint, probeFailure: ClamAVProbeFailure.Ignore, clock: clock);
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => ScanFileAsync(scanner, Archives.Random(10_000)));

        clock.Advance(TimeSpan.FromHours(1));
        await using var second = await BeginAsync(scanner);

        Assert.True(await OfferAsync(second, Archives.Random(10_000)));
    }

    private static async Task AnswerOkAsync(System.Net.Sockets.NetworkStream connection, CancellationToken token)
    {
        await ScriptedDaemon.ReadStreamAsync(connection, token);
        await connection.WriteAsync(Encoding.ASCII.GetBytes("stream: OK\0"), token);
    }

    private static (ScanVerdict Verdict, string? Detail) Told(ScanReport report) => (report.Verdict, report.Detail);

    private static ValueTask<BlobScan> BeginAsync(ClamAVScanner scanner) => scanner.BeginAsync(Scanners.NewTarget() with { IsStored = true }, Token);

    private async Task<ScanReport> ScanFileAsync(ClamAVScanner scanner, byte[] bytes)
    {
        await using var scan = await BeginAsync(scanner);
        Assert.True(await OfferAsync(scan, bytes));
        return await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token);
    }

    // Closed once the offer was answered: the daemon has its own.
    private async Task<bool> OfferAsync(BlobScan scan, byte[] bytes)
    {
        var path = Path.Combine(directory, "blob");
        await File.WriteAllBytesAsync(path, bytes, Token);
        using var file = File.OpenHandle(path);
        return await scan.TryTakeFileAsync(file, Token);
    }
}
