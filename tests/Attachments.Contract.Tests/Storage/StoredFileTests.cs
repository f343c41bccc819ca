using System.Runtime.Versioning;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Storage;

/// <summary>What lies in the folder is data: nothing there can be run, and no address but the endpoints' leads to it (CWE-434; OWASP ASVS 5.0, V5.3.1).</summary>
[FolderOnly]
public abstract class StoredFileTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Stored_file_has_no_execute_bit_and_is_its_owners_alone()
    {
        var bytes = Bytes.Fresh();
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes, "page.html", "text/html");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(await Host.BlobOfAsync(bytes)));
    }

    [Fact]
    public async Task Stored_file_bears_no_name_that_its_client_chose()
    {
        var bytes = Bytes.Fresh();
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes, "page.html", "text/html");

        var stored = Path.GetRelativePath(Host.BlobDirectory, await Host.BlobOfAsync(bytes));
        Assert.True(Guid.TryParse(Path.GetFileName(stored), out _), stored);
        Assert.DoesNotContain("html", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_address_leads_to_a_stored_file_but_the_endpoints()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes, "page.html", "text/html");
        var file = await Host.BlobOfAsync(bytes);
        var inFolder = Path.GetRelativePath(Host.BlobDirectory, file);
        var inData = Path.GetRelativePath(Host.DataDirectory, file);

        foreach (var path in new[]
        {
            $"/{inFolder}", $"/blobs/{inFolder}", $"/{inData}", $"/data/{inData}", file, $"/{Path.GetFileName(file)}", "/page.html", $"/{uploaded.Id}", $"/{uploaded.Id}/page.html",
            $"/api/v1/attachments/{uploaded.Id}", $"/api/v1/attachments/{uploaded.Id}/page.html", $"/api/v1/attachments/{Path.GetFileName(file)}/download",
            $"/api/v1/attachments/..%2F..%2F{Uri.EscapeDataString(inData)}/download", $"/%2e%2e/%2e%2e/{inData}", $"/..%5C..%5C{Uri.EscapeDataString(inData)}",
        })
        {
            var answer = await Mail.GetAsync(path);

            Assert.True((int)answer.Status is >= 400 and < 500, $"{path}: {(int)answer.Status}");
            Assert.NotEqual(bytes, answer.Body);
        }
    }
}
