using System.Net;
using System.Net.Sockets;
using System.Text;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Advisories;

/// <summary>What other attachment libraries had to publish an advisory for, where no other suite asks the same. docs/security.md has the whole list.</summary>
public abstract class AdvisoryTests(ContractHost kind) : ContractTests(kind)
{
    // Paperclip, CVE-2017-0889: a field that held an address was fetched by the server.
    [Fact]
    public async Task Nothing_that_looks_like_an_address_is_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/latest/meta-data";
        var message = await Mail.DraftAsync();

        var fetching = new Form();
        foreach (var field in new[] { "url", "file_url", "remote_url", "remote_file_url", "source", "href" })
            fetching.Field(field, address);
        var instead = await Mail.UploadAsync(message, fetching);
        var beside = await Mail.UploadAsync(message, new Form().Field("remote_url", address).File(Encoding.ASCII.GetBytes(address), address, "text/uri-list"));
        var taken = await Mail.UploadAsync(message, new Form().Field("remote_url", address).File(Bytes.Fresh(), address));
        var query = await Mail.SendAsync(HttpMethod.Post, $"{MailClient.AttachmentsOf(message)}?url={Uri.EscapeDataString(address)}", Form.Of(Bytes.Fresh()).ToContent());

        instead.ShouldBeProblem(HttpStatusCode.BadRequest, "file_required");
        beside.ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        taken.ShouldBe(HttpStatusCode.Created);
        query.ShouldBe(HttpStatusCode.Created);
        Assert.False(listener.Pending(), "The host fetched an address that a client named.");
    }

    // CarrierWave, CVE-2026-44587: a list of types, read as a pattern, let SVG through. Ours is compared whole, and what it says is what is allowed.
    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("IMAGE/SVG+XML")]
    [InlineData("image/svg")]
    [InlineData("image/svg-xml")]
    [InlineData("image/svg+xml; charset=utf-8")]
    [InlineData("image/svg+xml;image/png")]
    [InlineData("image/pngx")]
    [InlineData("ximage/png")]
    [InlineData("image/png\timage/svg+xml")]
    [InlineData("image/p.g")]
    public async Task Type_that_only_resembles_an_allowed_one_is_refused(string declared)
    {
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "drawing", declared);

        Assert.NotEqual(HttpStatusCode.Created, answer.Status);
    }

    // Active Storage, CVE-2022-21831 and CVE-2025-24293: parameters of a download became commands of an image tool.
    [Theory]
    [InlineData("?resize=100x100")]
    [InlineData("?variation[loader][page]=1&variation[instance_eval]=exit")]
    [InlineData("?thumbnail=128&format=msl&saver=../../x")]
    [InlineData("?size=%7C%20id")]
    public async Task Parameters_of_a_download_change_nothing(string query)
    {
        var attachment = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Png, "picture.png", "image/png");

        var answer = await Mail.DownloadAsync(attachment.Id, query);

        Assert.Equal(Files.Png, answer.ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal("image/png", answer.Header("Content-Type"));
    }

    // OneupUploader, CVE-2020-5237, and the chunked uploads of others: an upload's id or its number of parts became a path.
    [Theory]
    [InlineData("../../../../tmp/escaped")]
    [InlineData("..%2F..%2Ftmp%2Fescaped")]
    [InlineData("/etc/cron.d/escaped")]
    [InlineData("C:\\inetpub\\wwwroot\\escaped.aspx")]
    public async Task Fields_of_chunked_uploads_choose_no_path(string path)
    {
        var form = new Form();
        foreach (var field in new[] { "qquuid", "dzuuid", "flowIdentifier", "resumableIdentifier", "uploadId", "upload_id", "chunks", "qqtotalparts", "path", "directory", "key" })
            form.Field(field, path);

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form.File(Bytes.Fresh()));

        var attachment = AttachmentView.Of(answer.ShouldBe(HttpStatusCode.Created).Json);
        Assert.Equal("note.txt", attachment.FileName);
        Assert.False(File.Exists("/tmp/escaped"));
        Assert.DoesNotContain("escaped", Encoding.UTF8.GetString((await Mail.MetadataAsync(attachment.Id)).Body), StringComparison.Ordinal);
    }

    // Active Storage, CVE-2026-33202: a key that was read as a pattern deleted whatever it matched.
    [Fact]
    public async Task Pattern_in_place_of_an_id_deletes_nothing()
    {
        var bytes = Bytes.Fresh();
        var kept = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        foreach (var pattern in new[] { "*", "**", "?*", $"{kept.Id[..8]}*", $"{kept.Id[..35]}?", $"{kept.Id[..35]}[0-9a-f]", $"{{{kept.Id},x}}", "%", $"{kept.Id[..8]}%", new string('_', 36), ".*", "^.*$" })
        {
            (await Mail.DeleteAttachmentAsync(Uri.EscapeDataString(pattern))).ShouldBe(HttpStatusCode.NotFound);
            (await Mail.DeleteMessageAsync(Uri.EscapeDataString(pattern))).ShouldBe(HttpStatusCode.NotFound);
        }

        Assert.Equal(bytes, (await Mail.DownloadAsync(kept.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }

    // The same advisory's other half: what begins alike was deleted with it.
    [Theory]
    [InlineData("-2")]
    [InlineData(".")]
    [InlineData("@")]
    public async Task Deleting_what_a_tenant_has_leaves_a_tenant_whose_name_begins_alike(string more)
    {
        var bytes = Bytes.Fresh();
        var neighbour = Host.As(User with { Tenant = User.Tenant + more });
        var kept = await neighbour.AttachAsync(await neighbour.DraftAsync(), bytes);
        var gone = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        (await Mail.DeleteMessageAsync(gone.MessageId)).ShouldBe(HttpStatusCode.OK);

        (await Mail.DownloadAsync(gone.Id)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(bytes, (await neighbour.DownloadAsync(kept.Id)).ShouldBe(HttpStatusCode.OK).Body);
        Assert.Single(await Host.BlobsOfAsync(bytes));
    }
}
