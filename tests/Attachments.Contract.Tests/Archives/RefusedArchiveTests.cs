using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Archives;

/// <summary>Archives that hold what is not accepted, or contradict themselves (OWASP ASVS 5.0, V5.2.2, V5.2.3, V5.2.5, V5.3.3).</summary>
public abstract class RefusedArchiveTests(ContractHost kind) : ContractTests(kind)
{
    public static TheoryData<string, string> Archives => new()
    {
        { "program by its name", "The archive holds a file with the extension .exe" },
        { "program by its content", "The archive holds a program or a script" },
        { "script by its content", "The archive holds a program or a script" },
        { "program in a zip in a zip", "The archive holds a program or a script" },
        { "program in a tar in gzip", "The archive holds a file with the extension .exe" },
        { "climbing name", "The archive holds a name that leads out of its folder" },
        { "climbing name, the other slash", "The archive holds a name that leads out of its folder" },
        { "absolute name", "The archive holds a name that leads out of its folder" },
        { "drive", "The archive holds a name that leads out of its folder" },
        { "climbing name in a tar", "The archive holds a name that leads out of its folder" },
        { "symbolic link", "The archive holds what is neither a file nor a folder" },
        { "symbolic link in a tar", "The archive holds what is neither a file nor a folder" },
        { "hard link in a tar", "The archive holds what is neither a file nor a folder" },
        { "nested four deep", "Archives are nested more than 3 deep" },
        { "lying length", "The archive says that an entry is longer or shorter than it is" },
        { "directory that contradicts", "The archive's directory contradicts its entries" },
        { "entry that is not listed", "The archive's directory does not list all of its entries" },
        { "entry listed twice", "The archive's directory lists entries that overlap or are not there" },
        { "behind other bytes", "The archive stands behind other bytes" },
        { "archive behind the end", "The archive has another one behind its end" },
        { "docx with macros", "The document has macros" },
        { "too many entries", "The archive has more than 10000 entries" },
        { "expands too far", "The archive expands to more than 200 times its size" },
    };

    [Theory, MemberData(nameof(Archives))]
    public async Task Archive_is_refused_with_its_reason(string archive, string reason)
    {
        var host = await AnyTypeAsync();
        var message = await host.As(User).DraftAsync();

        var answer = await host.As(User).UploadAsync(message, FormOf(archive));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", reason);
        Assert.Empty(await host.As(User).AllOfAsync(message));
    }

    [Theory]
    [InlineData("program by its content")]
    [InlineData("climbing name")]
    [InlineData("lying length")]
    public async Task Archive_is_refused_whatever_it_is_called(string archive)
    {
        var message = await Mail.DraftAsync();

        (await Mail.UploadAsync(message, ArchiveFiles.Make(archive), "notes.txt", "text/plain")).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
        (await Mail.UploadAsync(message, ArchiveFiles.Make(archive), "photo.png", "image/png")).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
        (await Mail.UploadAsync(message, ArchiveFiles.Make(archive), "letter.docx", ArchiveFiles.TypeOf("docx"))).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
    }

    // A tar with a setup.exe in it. Bzip2 and xz are read by the package that the sample host adds.
    [Theory]
    [InlineData("a.tar.bz2", "QlpoOTFBWSZTWbfmN10AAHBbgMmAYAFngACAYgBeQAgIIABUQg0AAGQJJCaMjIGmmY7kOQg/gCEctauxXeUUCGBi1Hiewjxwgu0dUJRaYB3PiIa2m9PMkIiAfF3JFOFCQt+Y3XQ=")]
    [InlineData("a.tar.xz", "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4Cf/AF1dADmZSvAxlGXq16t+mh1S+iqvwbfNI4jJ69UjDUOa6FIpj90n358MmIKgHgjE2fGvwtBqKS9U8w5Vrogosq9a9UdNwOvY+dUcxYjN//04ZNDwYvmAtYXkdUfNLfk/AAAAAACfFa/ytuEOgwABeYBQAAAA5DeTlbHEZ/sCAAAAAARZWg==")]
    public async Task Program_in_an_archive_of_a_format_that_the_host_adds_is_refused(string name, string base64)
    {
        var host = await AnyTypeAsync();
        var message = await host.As(User).DraftAsync();

        (await host.As(User).UploadAsync(message, Convert.FromBase64String(base64), name, contentType: null)).ShouldBeProblem(
            HttpStatusCode.BadRequest, "archive_refused", "The archive holds a file with the extension .exe");
    }

    [Fact]
    public async Task Refused_archive_leaves_no_row_no_blob_and_no_temporary_file()
    {
        // Nothing but the library may write there.
        var temporary = Directory.CreateTempSubdirectory("attachments-contract-tmp-").FullName;
        await using var host = await Kind.StartAsync(("ALLOWED_MIME_TYPES", ""), ("TMPDIR", temporary), ("ASPNETCORE_TEMP", temporary), ("DOTNET_EnableDiagnostics", "0"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        foreach (var archive in Archives.Select(row => row.Data.Item1))
        {
            (await mail.UploadAsync(message, FormOf(archive))).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");

            Assert.Empty(await host.BlobsAsync());
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary, "*", SearchOption.AllDirectories));
            foreach (var table in new[] { "attachments", "blobs", "strays" })
                Assert.True(await host.CountRowsAsync(table) == 0, $"After '{archive}' {table} has rows");
        }

        Directory.Delete(temporary, recursive: true);
    }

    private Task<RunningHost> AnyTypeAsync() => Kind.ShareAsync(("ALLOWED_MIME_TYPES", ""));

    private static Form FormOf(string archive) => Form.Of(ArchiveFiles.Make(archive), ArchiveFiles.NameOf(archive), ArchiveFiles.TypeOf(archive));
}
