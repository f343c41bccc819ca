using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Archives;

/// <summary>The section <c>Attachments:Archives</c>, as far as it shows over HTTP.</summary>
public abstract class ArchiveSettingTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("MaxEntries", "1", "zip", "The archive has more than 1 entries")]
    [InlineData("MaxDepth", "2", "zip in a zip in a zip", "Archives are nested more than 2 deep")]
    [InlineData("MaxExpandedSize", "5000", "zip, streamed", "The archive expands to more than 5000 bytes")]
    [InlineData("TimeLimit", "00:00:00.0000001", "zip, streamed", "The archive takes too long to look into")]
    [InlineData("Unreadable", "Refuse", "encrypted zip", "The archive holds what cannot be looked into")]
    public async Task Setting_refuses_what_passes_without_it(string setting, string value, string archive, string reason)
    {
        await using var host = await Kind.StartAsync(($"Attachments__Archives__{setting}", value));

        await TakeAsync(Host, archive);
        (await UploadAsync(host, archive)).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", reason);
    }

    [Theory]
    [InlineData("MaxEntries", "20000", "too many entries")]
    [InlineData("MaxDepth", "4", "nested four deep")]
    [InlineData("MaxRatio", "2000", "expands too far")]
    [InlineData("Macros", "Accept", "docx with macros")]
    public async Task Setting_accepts_what_is_refused_without_it(string setting, string value, string archive)
    {
        await using var host = await Kind.StartAsync(($"Attachments__Archives__{setting}", value));

        (await UploadAsync(Host, archive)).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
        await TakeAsync(host, archive);
    }

    [Fact]
    public async Task Depth_of_nothing_turns_the_inspection_off()
    {
        await using var host = await Kind.StartAsync(("Attachments__Archives__MaxDepth", "0"));

        await TakeAsync(host, "climbing name");
        await TakeAsync(host, "lying length");
        var renamed = new Form().File([.. Files.Gif, .. Files.ZipOf(("a.txt", "x"))], "photo.gif", "image/gif").Field("filename", "photo.zip");
        (await host.As(User).UploadAsync(await host.As(User).DraftAsync(), renamed)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task TakeAsync(RunningHost host, string archive) => (await UploadAsync(host, archive)).ShouldBe(HttpStatusCode.Created);

    private async Task<Answer> UploadAsync(RunningHost host, string archive) =>
        await host.As(User).UploadAsync(await host.As(User).DraftAsync(), ArchiveFiles.Make(archive), ArchiveFiles.NameOf(archive), ArchiveFiles.TypeOf(archive));
}
