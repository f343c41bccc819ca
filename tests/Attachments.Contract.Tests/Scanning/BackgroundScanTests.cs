using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;
using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Contract.Scanning;

/// <summary>Uploads are answered at once, and scanned afterwards.</summary>
public abstract class BackgroundScanTests(ContractHost kind) : ContractTests(kind)
{
    private MailClient mail = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        mail = (await Kind.ShareAsync(ScanSettings.Background(ScanSettings.Tcp))).As(User);
    }

    [Fact]
    public async Task Clean_file_is_pending_at_first_and_safe_soon()
    {
        var bytes = Bytes.Fresh(100_000);

        var uploaded = await mail.AttachAsync(await mail.DraftAsync(), bytes);
        await mail.BecomesAsync(uploaded, "safe");

        Assert.Equal("pending", uploaded.ScanStatus);
        Assert.Equal(bytes, (await mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Infected_file_is_pending_at_first_and_infected_soon()
    {
        var uploaded = await mail.AttachAsync(await mail.DraftAsync(), Malware.Eicar(), "eicar.txt");
        await mail.BecomesAsync(uploaded, "infected");

        Assert.Equal("pending", uploaded.ScanStatus);
    }

    [Fact]
    public async Task Clamd_is_asked_over_a_unix_socket_too()
    {
        var unix = (await Kind.ShareAsync(ScanSettings.Background(ScanSettings.Unix))).As(User);

        await unix.AttachScannedAsync(Bytes.Fresh(), "safe");
        await unix.AttachScannedAsync(Malware.Fresh(), "infected");
        await unix.AttachScannedAsync(Malware.Encrypted(), "unscannable", "secret.zip");
    }

    [Fact]
    public async Task Malware_in_an_archive_is_infected() =>
        await mail.AttachScannedAsync(Files.ZipOf(("readme.txt", "hello"), ("notes.txt", System.Text.Encoding.ASCII.GetString(Malware.Fresh()))), "infected", "files.zip");

    [Fact]
    public async Task Encrypted_file_is_unscannable() => await mail.AttachScannedAsync(Malware.Encrypted(), "unscannable", "secret.zip");

    [Fact]
    public async Task File_beyond_clamds_limits_is_unscannable_whatever_is_in_it()
    {
        await using var clamd = await Clamd.StartAsync(("MaxFileSize", "100K"));
        await using var host = await Kind.StartAsync(ScanSettings.Impatient(clamd.TcpEndpoint));

        await host.As(User).AttachScannedAsync(Bytes.Fresh(100_000), "safe");
        await host.As(User).AttachScannedAsync(Bytes.Fresh(110_000), "unscannable");
    }

    [Fact]
    public async Task File_as_long_as_clamds_stream_may_be_is_looked_at_and_one_byte_more_is_unscannable()
    {
        const int StreamMaxLength = 26_214_400;
        await using var host = await Kind.StartAsync([.. ScanSettings.Background(ScanSettings.Tcp), ("MAX_ATTACHMENT_SIZE", "30000000")]);

        await host.As(User).AttachScannedAsync(Bytes.Fresh(StreamMaxLength), "safe");
        await host.As(User).AttachScannedAsync(Bytes.Fresh(StreamMaxLength + 1), "unscannable");
    }

    [Fact]
    public async Task Verdict_is_shared_by_all_attachments_of_the_bytes()
    {
        await using var clamd = await Clamd.StartAsync();
        await clamd.KillAsync();
        await using var host = await Kind.StartAsync(ScanSettings.Impatient(clamd.TcpEndpoint));
        var (mine, colleagues) = (host.As(User), host.As(User.Colleague()));
        var bytes = Malware.Eicar();
        AttachmentView[] attachments =
        [
            await mine.AttachAsync(await mine.DraftAsync(), bytes),
            await mine.AttachAsync(await mine.DraftAsync(), bytes),
            await colleagues.AttachAsync(await colleagues.DraftAsync(), bytes),
        ];

        await clamd.StartAgainAsync();
        await mine.BecomesAsync(attachments[0], "infected");

        Assert.Equal("infected", await mine.ScanStatusAsync(attachments[1].Id));
        Assert.Equal("infected", await colleagues.ScanStatusAsync(attachments[2].Id));
    }

    [Fact]
    public async Task Bytes_are_scanned_once_so_that_another_attachment_of_safe_ones_is_safe_at_once()
    {
        var bytes = Bytes.Fresh();
        await mail.AttachScannedAsync(bytes, "safe");

        Assert.Equal("safe", (await mail.AttachAsync(await mail.DraftAsync(), bytes)).ScanStatus);
    }

    [Fact]
    public async Task Same_bytes_in_one_message_are_a_duplicate_whatever_their_verdict()
    {
        var bytes = Bytes.Fresh();
        var first = await mail.AttachScannedAsync(bytes, "safe");

        var again = await mail.AttachAsync(first.MessageId, bytes);

        Assert.Equal("duplicate", again.ScanStatus);
        Assert.Equal(first.Id, again.Id);
    }
}
