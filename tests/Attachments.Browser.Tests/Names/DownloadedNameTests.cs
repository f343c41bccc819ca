using System.Net;
using System.Text;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;
using Attachments.Corpus;

namespace Attachments.Browser.Names;

/// <summary>What a file is called on disk once Chromium has saved it: what the metadata promises, but for what <see cref="ChangedNames"/> tells.</summary>
public sealed class DownloadedNameTests(Stage stage) : BrowserTests(stage)
{
    [Fact]
    public async Task Every_name_of_the_shared_corpus_lands_as_promised() => Assert.Empty(await SaveAsync(CorpusFile.FileNames.Select(sample => sample.Given)));

    [Fact]
    public async Task Every_hostile_name_lands_as_promised() => Assert.Empty(await SaveAsync(HostileNames.All));

    /// <summary>Uploads a file under each name and saves it, and tells what did not land as it should.</summary>
    private async Task<IReadOnlyList<string>> SaveAsync(IEnumerable<string> names)
    {
        await using var visit = await VisitAsync(HostKind.WideOpen);
        using var folder = await DownloadFolder.OpenAsync(visit);
        var odd = new List<string>();
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString());
            var attachment = await AttachAsync(bytes, name);

            var saved = await folder.SaveAsync(AddressOf(HostKind.WideOpen, attachment, inline: false));

            if (saved?.Name != ChangedNames.LandingOf(attachment.FileName))
                odd.Add($"'{name}', stored as '{attachment.FileName}', landed as '{saved?.Name}'");
            if (saved is not null && !saved.Value.Bytes.AsSpan().SequenceEqual(bytes))
                odd.Add($"'{name}' landed with other bytes");
        }

        return odd;
    }

    private async Task<AttachmentView> AttachAsync(byte[] bytes, string name)
    {
        var form = new Form().File(bytes, "original.txt").Field("filename", name);
        var mail = Stage.HostOf(HostKind.WideOpen).As(Caller);
        return AttachmentView.Of((await mail.UploadAsync(await mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json);
    }
}
