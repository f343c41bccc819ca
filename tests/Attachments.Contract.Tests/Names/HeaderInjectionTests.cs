using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Names;

/// <summary>Whatever a file is called, a download has the headers that every download has, and one name that is text.</summary>
public abstract class HeaderInjectionTests(ContractHost kind) : ContractTests(kind)
{
    private const int Seed = 20260511;

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\r\nx-amz-acl: public-read", "\r\n\r\n<html>", "\r\nSet-Cookie: a=b", "\r\nContent-Length: 0", "\0", "\u0085", "\u2028", "\u2029", "\"", "\\\"", "\\", "'", "''", "; ", ";filename=x.html", "; filename*=UTF-8''x.html",
        ",", "=", "%0d%0a", "%22", "%5c", "%", "%zz", "=?utf-8?B?PGh0bWw+?=", "\u202E", "\u2066", "\u200F", "\u061C", "\uFEFF", "é", "日本", "📎", "e\u0301", "\uFFFD", " ", ".", "..", "/", "\\..\\", "a", "report", ".pdf", ".tar.gz", "<script>", "*", "|", ":", "\t", "\u007F", "\u001B[31m",
    ];

    public static TheoryData<string> Channels => ["filename", "filename*", "field"];

    [Theory, MemberData(nameof(Channels))]
    public async Task Names_made_of_nasty_pieces_inject_nothing(string channel)
    {
        var random = new Random(Seed);
        var plain = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Of("x"), "plain.txt");
        var expected = HeaderNames(await ReadHeadAsync(plain.Id));
        var message = "";

        for (var i = 0; i < 60; i++)
        {
            if (i % 20 == 0)
                message = await Mail.DraftAsync();
            var sent = string.Concat(random.GetItems(Pieces, random.Next(1, 12))) + (random.Next(2) == 0 ? ".txt" : "");

            var answer = await Mail.UploadAsync(message, FormOf(channel, sent));

            // A name that no form can carry, or that ends in a refused extension, may be refused; what is taken is harmless.
            if (answer.Status == HttpStatusCode.BadRequest)
                continue;
            await AssertHarmlessAsync(AttachmentView.Of(answer.ShouldBe(HttpStatusCode.Created).Json), expected, $"'{sent}' (piece set {i} of seed {Seed})");
        }
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task Name_that_is_a_header_of_S3_is_only_a_name(string channel)
    {
        var uploaded = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), FormOf(channel, "a\r\nx-amz-acl: public-read"))).ShouldBe(HttpStatusCode.Created).Json);

        var head = await ReadHeadAsync(uploaded.Id);

        Assert.DoesNotContain(HeaderNames(head), name => name.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(uploaded.FileName, char.IsControl);
    }

    [Fact]
    public async Task Name_of_a_kilobyte_of_quotes_stays_one_header()
    {
        var uploaded = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), FormOf("field", new string('"', 1_000) + ".txt"))).ShouldBe(HttpStatusCode.Created).Json);

        Assert.Single(HeaderNames(await ReadHeadAsync(uploaded.Id)), "Content-Disposition");
    }

    private async Task AssertHarmlessAsync(AttachmentView uploaded, IReadOnlyList<string> expected, string what)
    {
        var head = await ReadHeadAsync(uploaded.Id);

        Assert.True(expected.SequenceEqual(HeaderNames(head)), $"{what} has the headers {string.Join(", ", HeaderNames(head))}");
        Assert.True(head.All(letter => letter is '\r' or '\n' or (>= ' ' and <= '~')), $"{what} sends a byte that is no printable ASCII");
        var line = head.Split("\r\n").Single(line => line.StartsWith("Content-Disposition:", StringComparison.Ordinal));
        var disposition = ContentDispositionHeaderValue.Parse(line["Content-Disposition:".Length..].Trim());
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(uploaded.FileName, disposition.FileNameStar ?? disposition.FileName!.Trim('"'));
        Assert.All(disposition.Parameters, parameter => Assert.StartsWith("filename", parameter.Name, StringComparison.Ordinal));
    }

    private static Form FormOf(string channel, string name) => channel switch
    {
        "field" => new Form().File(Bytes.Fresh(), "original.txt").Field("filename", name),
        "filename*" => new Form().Part($"Content-Disposition: form-data; name=\"file\"; filename=\"x.txt\"; filename*=UTF-8''{Uri.EscapeDataString(name)}\r\nContent-Type: text/plain\r\n", Bytes.Fresh()),
        // As browsers write it: what would end the parameter or the line is escaped. A quote that is not escaped ends the name.
        _ => new Form().File(Bytes.Fresh(), name.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)),
    };

    // The bytes as they come, before any client has made sense of them.
    private async Task<string> ReadHeadAsync(string id)
    {
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync($"GET /api/v1/attachments/{id}/download HTTP/1.1\r\nHost: test\r\n{User}Connection: close\r\n\r\n");
        var text = Encoding.Latin1.GetString(await connection.ReadToEndAsync());
        Assert.StartsWith("HTTP/1.1 200 ", text, StringComparison.Ordinal);

        return text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
    }

    private static List<string> HeaderNames(string head) => [.. head.Split("\r\n").Skip(1).Select(line => line.Split(':')[0])];
}
