using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;
using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Contract.Scanning;

/// <summary>Uploads are scanned while they stream, and the answer waits for the verdict.</summary>
public abstract class InlineScanTests(ContractHost kind) : ContractTests(kind)
{
    private Task<RunningHost> SharedAsync() => Kind.ShareAsync(ScanSettings.Inline(ScanSettings.Tcp));

    [Fact]
    public async Task Clean_upload_is_safe_at_once()
    {
        var mail = (await SharedAsync()).As(User);
        var bytes = Bytes.Fresh(1_000_000);

        var uploaded = await mail.AttachAsync(await mail.DraftAsync(), bytes);

        Assert.Equal("safe", uploaded.ScanStatus);
        Assert.Equal("safe", await mail.ScanStatusAsync(uploaded.Id));
        Assert.Equal(bytes, (await mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clamd_is_asked_over_a_unix_socket_too_while_uploads_stream()
    {
        var mail = (await Kind.ShareAsync(ScanSettings.Inline(ScanSettings.Unix))).As(User);

        Assert.Equal("safe", (await mail.AttachAsync(await mail.DraftAsync(), Bytes.Fresh())).ScanStatus);
        (await mail.UploadAsync(await mail.DraftAsync(), Malware.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
    }

    [Fact]
    public async Task Infected_upload_is_refused_and_nothing_stays()
    {
        await using var host = await Kind.StartAsync(ScanSettings.Inline(ScanSettings.Tcp));
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        var form = Form.Of([.. Bytes.Fresh(400_000), .. Malware.Fresh()]);

        (await mail.UploadAsync(message, Malware.Eicar(), "eicar.txt")).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected", "File failed virus scan");
        await host.ShouldBeEmptyAsync();

        // As a long one in chunks too, and again: nothing was remembered.
        (await mail.UploadAsync(message, Form.Chunked(form.ToArray(), form.ContentType))).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
        (await mail.UploadAsync(message, Malware.Eicar(), "eicar.txt")).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
        await host.ShouldBeEmptyAsync();
        (await mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unscannable_upload_is_refused_and_nothing_stays()
    {
        await using var clamd = await Clamd.StartAsync(("MaxFileSize", "100K"));
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.UnixEndpoint), .. ScanSettings.Inline(clamd.UnixEndpoint)]);
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        foreach (var bytes in new[] { Malware.Encrypted(), Files.ZipOf(("padding.bin", "x")).Concat(Bytes.Fresh(150_000)).ToArray() })
            (await mail.UploadAsync(message, bytes, "secret.zip", "application/zip")).ShouldBeProblem(HttpStatusCode.BadRequest, "file_unscannable", "File could not be scanned");

        // Longer than the stream that clamd takes: it is not even sent.
        (await mail.UploadAsync(message, Bytes.Fresh(1024 * 1024 + 1))).ShouldBeProblem(HttpStatusCode.BadRequest, "file_unscannable");
        await host.ShouldBeEmptyAsync();
    }

    // The verdict is final, although the scanner would look at so long a stream by now.
    [Fact]
    public async Task Bytes_that_are_known_to_be_unscannable_are_refused_and_nothing_stays()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var host = await Kind.StartAsync(ScanSettings.Impatient(clamd.TcpEndpoint));
        var bytes = Bytes.Fresh((1024 * 1024) + 1);
        var attached = await host.As(User).AttachScannedAsync(bytes, "unscannable");

        await host.RestartAsync([.. ScanSettings.Inline(ScanSettings.Tcp), ("Attachments__Scanning__ClamAV__StreamMaxLength", null)]);
        var mail = host.As(User);
        foreach (var message in new[] { await mail.DraftAsync(), attached.MessageId })
            (await mail.UploadAsync(message, bytes)).ShouldBeProblem(HttpStatusCode.BadRequest, "file_unscannable");

        Assert.Single(await host.BlobsAsync());
        Assert.Equal(1, await host.CountRowsAsync("attachments"));
        await host.RestartAsync(("Attachments__Scanning__AllowUnscannable", "true"));
        Assert.Equal("unscannable", (await host.As(User).AttachAsync(await host.As(User).DraftAsync(), bytes)).ScanStatus);
    }

    [Fact]
    public async Task Upload_as_long_as_clamds_stream_may_be_is_safe()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.TcpEndpoint), .. ScanSettings.Inline(clamd.TcpEndpoint)]);

        Assert.Equal("safe", (await host.As(User).AttachAsync(await host.As(User).DraftAsync(), Bytes.Fresh(1024 * 1024))).ScanStatus);
    }

    [Fact]
    public async Task Everything_else_is_checked_before_the_scan()
    {
        await using var host = await Kind.StartAsync([.. ScanSettings.Inline(ScanSettings.Nowhere), ("MAX_ATTACHMENT_SIZE", "300000"), ("MAX_ATTACHMENTS_PER_MESSAGE", "1")]);
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        // With a scanner that is not there: what would be scanned is 503.
        (await mail.UploadAsync(message, Malware.Eicar(), "eicar.com")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Malware.Eicar(), "eicar.unheard", "application/x-unheard-of")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Files.LinuxProgram)).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, [])).ShouldBeProblem(HttpStatusCode.BadRequest, "file_empty");
        (await mail.UploadAsync(message, new byte[2_000_000])).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        (await mail.UploadAsync(message, new byte[300_001])).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        (await mail.UploadAsync(message, new Form().File(Malware.Fresh()).File(Bytes.Fresh()))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_files");
        (await mail.UploadAsync(message, new Form().File(Malware.Fresh()).Field("filename", "setup.exe"))).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Files.ZipOf(("folder/setup.exe", "x")), "a.zip", "application/zip")).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
        (await mail.UploadAsync("unknown", Malware.Eicar())).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
        (await mail.UploadAsync(message, Malware.Eicar())).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "scanner_unavailable");
    }

    [Fact]
    public async Task Form_that_turns_out_wrong_behind_an_infected_file_is_refused_for_the_form()
    {
        var mail = (await SharedAsync()).As(User);
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, new Form().File(Malware.Fresh()).File(Bytes.Fresh()))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_files");
        (await mail.UploadAsync(message, new Form().File(Malware.Fresh()).Field("filename", "setup.exe"))).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
    }

    [Fact]
    public async Task Full_or_sent_message_is_refused_before_the_scan()
    {
        var host = await Kind.ShareAsync([.. ScanSettings.Inline(ScanSettings.Tcp), ("MAX_ATTACHMENTS_PER_MESSAGE", "1")]);
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        await mail.AttachAsync(message, Bytes.Fresh());

        (await mail.UploadAsync(message, Malware.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
        (await mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);
        (await mail.UploadAsync(message, Malware.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task Safe_bytes_are_shared_and_duplicate_as_without_scanning()
    {
        var mail = (await SharedAsync()).As(User);
        var (bytes, message) = (Bytes.Fresh(), await mail.DraftAsync());

        var first = await mail.AttachAsync(message, bytes);
        Assert.Equal("duplicate", (await mail.AttachAsync(message, bytes)).ScanStatus);
        Assert.Equal("safe", (await mail.AttachAsync(await mail.DraftAsync(), bytes)).ScanStatus);
        Assert.Equal(first.Id, Assert.Single(await mail.AllOfAsync(message)).Id);
    }
}
