using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Metadata;

/// <summary>What the metadata says of how the bytes are encoded.</summary>
public abstract class ContentEncodingTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("base64", "base64")]
    [InlineData("BASE64", "base64")]
    [InlineData("binary", "none")]
    [InlineData("8bit", "none")]
    public async Task Content_encoding_is_the_transfer_encoding_that_the_part_declares(string declared, string expected)
    {
        var text = Convert.ToBase64String(Bytes.Fresh());
        var form = new Form().Part(
            $"Content-Disposition: form-data; name=\"file\"; filename=\"note.txt\"\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: {declared}\r\n", Bytes.Of(text));
        var id = (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetString()!;

        var metadata = (await Mail.MetadataAsync(id)).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(expected, metadata.GetProperty("contentEncoding").GetString());
        Assert.Equal(text, (await Mail.DownloadAsync(id)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Metadata_is_there_although_the_bytes_are_not()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        await Host.Storage.RemoveAsync(await Host.BlobOfAsync(bytes));

        Assert.Equal(bytes.Length, (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("size").GetInt64());
    }
}
