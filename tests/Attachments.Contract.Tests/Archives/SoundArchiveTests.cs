using System.Net;
using Attachments.Contract.Hosting;

namespace Attachments.Contract.Archives;

/// <summary>Archives that people mail are taken, whoever wrote them.</summary>
public abstract class SoundArchiveTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("zip")]
    [InlineData("zip, streamed")]
    [InlineData("zip of a folder")]
    [InlineData("zip in a zip in a zip")]
    [InlineData("empty zip")]
    [InlineData("encrypted zip")]
    [InlineData("docx")]
    [InlineData("odt")]
    public async Task Sound_archive_is_taken_and_comes_back_as_it_was(string archive)
    {
        var bytes = ArchiveFiles.Make(archive);

        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes, ArchiveFiles.NameOf(archive), ArchiveFiles.TypeOf(archive));

        Assert.Equal(ArchiveFiles.TypeOf(archive), uploaded.MimeType);
        Assert.Equal(bytes, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("tar in gzip")]
    public async Task Sound_archive_of_another_type_is_taken_where_its_type_is_accepted(string archive)
    {
        var host = await Kind.ShareAsync(("ALLOWED_MIME_TYPES", ""));
        var bytes = ArchiveFiles.Make(archive);

        var uploaded = await host.As(User).AttachAsync(await host.As(User).DraftAsync(), bytes, ArchiveFiles.NameOf(archive), ArchiveFiles.TypeOf(archive));

        Assert.Equal(bytes, (await host.As(User).DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }
}
