using System.Text;
using Attachments.Content;
using Attachments.Testing.Scanning;
using Xunit;

namespace Attachments.Scanning.ClamAV;

/// <summary>What the daemon of the test services says, which has limits like those that docs/clamav.md recommends.</summary>
public abstract class VerdictTests
{
    private const int StreamMaxLength = 25 * Scanners.MiB;
    private const string TestFiles = "/usr/share/clamav-testfiles";

    private static byte[] Eicar => InMemoryScanner.EicarFile.ToArray();

    private protected abstract string Endpoint { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClamAVScanner Scanner => Scanners.At(Endpoint, StreamMaxLength, ClamAVProbeFailure.Ignore);

    public static TheoryData<string> Files => Directory.Exists(TestFiles)
        ? [.. Directory.EnumerateFiles(TestFiles).Select(file => Path.GetFileName(file)).Order()]
        : [""];

    [Fact]
    public Task The_test_file_alone_is_infected() => AssertInfectedAsync(Eicar);

    [Fact]
    public Task The_test_file_in_text_is_infected() => AssertInfectedAsync([.. Encoding.ASCII.GetBytes(new string('a', 1_000)), .. Eicar, .. "and more"u8]);

    [Fact]
    public Task The_test_file_in_a_zip_is_infected() => AssertInfectedAsync(Archives.Zip("eicar.com", Eicar));

    [Fact]
    public Task The_test_file_in_a_zip_in_a_zip_is_infected() => AssertInfectedAsync(Archives.Zip("inner.zip", Archives.Zip("eicar.com", Eicar)));

    [Fact]
    public Task The_test_file_in_base64_in_a_mail_is_infected() => AssertInfectedAsync(Archives.Mail());

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_format_of_the_distributions_test_files_is_looked_into(string file)
    {
        Assert.SkipWhen(file.Length == 0, "The package clamav-testfiles is not installed.");

        var report = await Scanner.ScanAsync(await File.ReadAllBytesAsync(Path.Combine(TestFiles, file), Token));

        Assert.Equal(ScanVerdict.Infected, report.Verdict);
        Assert.StartsWith("ClamAV-Test-File", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_harmless_is_clean_and_bears_the_version()
    {
        var report = await Scanner.ScanAsync(Archives.Random(300_000));

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        Assert.StartsWith("ClamAV ", report.Version.Engine, StringComparison.Ordinal);
        Assert.Null(report.Detail);
    }

    [Fact]
    public async Task Exactly_the_longest_stream_is_scanned() =>
        Assert.Equal(ScanVerdict.Clean, (await Scanner.ScanAsync(Archives.Random(StreamMaxLength))).Verdict);

    [Fact]
    public async Task An_infection_in_the_last_bytes_of_the_longest_stream_is_found() =>
        await AssertInfectedAsync([.. Archives.Random(StreamMaxLength - Eicar.Length), .. Eicar]);

    [Fact]
    public async Task One_byte_more_is_unscannable_and_the_rest_is_not_wanted()
    {
        var bytes = Archives.Random(StreamMaxLength + 1);
        await using var scan = await Scanner.BeginAsync(Scanners.NewTarget(), Token);
        await scan.WriteAsync(bytes.AsMemory(0, StreamMaxLength), Token);
        Assert.True(scan.WantsContent);

        await scan.WriteAsync(bytes.AsMemory(StreamMaxLength), Token);

        Assert.False(scan.WantsContent);
        await AssertTooLongAsync(scan, bytes);
    }

    [Fact]
    public async Task A_length_that_is_known_beforehand_to_be_too_long_needs_no_connection()
    {
        var bytes = Archives.Random(StreamMaxLength + 1);
        var target = Scanners.NewTarget() with { Length = bytes.Length };

        await using var scan = await Scanner.BeginAsync(target, Token);

        Assert.False(scan.WantsContent);
        await AssertTooLongAsync(scan, bytes);
    }

    [Fact]
    public async Task An_encrypted_archive_is_unscannable_and_says_so()
    {
        var report = await Scanner.ScanAsync(Archives.EncryptedZip());

        Assert.Equal(ScanVerdict.Unscannable, report.Verdict);
        Assert.Equal("Heuristics.Encrypted.Zip", report.Detail);
    }

    private static async Task AssertTooLongAsync(BlobScan scan, byte[] bytes)
    {
        var report = await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token);
        Assert.Equal(ScanVerdict.Unscannable, report.Verdict);
        Assert.Contains("StreamMaxLength", report.Detail, StringComparison.Ordinal);
    }

    private async Task AssertInfectedAsync(byte[] bytes)
    {
        var report = await Scanner.ScanAsync(bytes);

        Assert.Equal(ScanVerdict.Infected, report.Verdict);
        Assert.StartsWith("Local.Eicar", report.Detail, StringComparison.Ordinal);
    }
}
