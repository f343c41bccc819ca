using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Logging;

/// <summary>What the host writes down while it is attacked, at its most talkative.</summary>
public abstract class LogPrivacyTests(ContractHost kind) : ContractTests(kind)
{
    private const string Content = "THE-CONTENT-THAT-NOBODY-MAY-READ-IN-A-LOG";
    private const string Forged = "crit: FORGED-LINE-OF-A-FILE-NAME";

    [Fact]
    public async Task Log_holds_no_content_no_token_and_no_line_of_a_clients_making()
    {
        await using var host = await Kind.StartAsync(("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"), ("Attachments__Storage__S3__RedirectDownloads", "true"));
        var good = Token.For(User.Tenant!, User.User!);
        var bad = good[..^6] + "AAAAAA";
        var mail = host.As(Caller.Anonymous with { Bearer = good });
        var message = await mail.DraftAsync();

        var uploaded = AttachmentView.Of((await mail.UploadAsync(message, Form.Of(Bytes.Of(Content)).Field("filename", $"a\r\n{Forged}\r\n.txt"))).ShouldBe(HttpStatusCode.Created).Json);
        await mail.UploadAsync(message, Bytes.Of(Content + "2"), "a.exe");
        await mail.UploadAsync(message, Form.Of(Bytes.Of(Content + "3"), $"a%0D%0A{Forged}.exe"));
        await mail.UploadAsync(message, Bytes.Of(Content + "4"), "a.txt", $"text/plain; x=\"{Content}\"");
        await mail.UploadAsync(message, new Form().Raw(Content + "\r\n"));
        var redirect = (await mail.DownloadAsync(uploaded.Id)).Header("Location");
        await mail.DownloadAsync(uploaded.Id, "?inline=true");
        await mail.As(Caller.Anonymous with { Bearer = bad }).ListAsync(message);
        await mail.As(Caller.Anonymous with { Bearer = "not-a-token-but-a-secret-all-the-same" }).ListAsync(message);
        await SendBrokenAsync(host, message);
        (await mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        await Eventually.HoldsAsync(() => host.Output.Contains($"/api/v1/attachments/{uploaded.Id} ", StringComparison.Ordinal), "the log has reached the last request");

        var log = host.Output;

        Assert.DoesNotContain(Content, log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(good, log, StringComparison.Ordinal);
        Assert.DoesNotContain(bad, log, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-token-but-a-secret", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Token.Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz-Signature", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(log.Split('\n'), line => line.TrimStart().StartsWith(Forged, StringComparison.Ordinal));
        if (redirect is not null)
            Assert.DoesNotContain(redirect, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_names_no_file_above_debug()
    {
        await using var host = await Kind.StartAsync(("Logging__LogLevel__Default", "Information"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        var uploaded = await mail.AttachAsync(message, Bytes.Fresh(), "a-name-of-a-patient.txt");
        await mail.UploadAsync(message, Bytes.Fresh(), "a-name-of-a-patient.exe");
        await mail.DownloadAsync(uploaded.Id);
        await mail.DeleteAttachmentAsync(uploaded.Id);

        Assert.DoesNotContain("patient", host.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task SendBrokenAsync(RunningHost host, string message)
    {
        var form = Form.Of(Bytes.Of(Content + new string('x', 10_000)));
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {form.ToArray().Length}"));
        await connection.WriteAsync(form.ToArray()[..5_000]);
        connection.Reset();
    }
}
