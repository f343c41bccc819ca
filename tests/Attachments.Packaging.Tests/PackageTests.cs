using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Xunit;

namespace Attachments.Packaging.Tests;

public sealed class PackageTests(Packages packages) : IClassFixture<Packages>
{
    private const string Tool = "Attachments.Cli";

    [Fact]
    public void Every_package_has_its_readme_licence_documentation_and_symbols()
    {
        var projects = Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);

        foreach (var project in projects)
        {
            using var package = ZipFile.OpenRead(Path.Combine(packages.Folder, $"{project}.{packages.Version}.nupkg"));
            var entries = package.Entries.Select(entry => entry.FullName).ToList();

            var metadata = Specification(package);
            Assert.Equal("MIT", metadata["license"]);
            Assert.NotEmpty(metadata["description"]);
            Assert.NotEqual("Package Description", metadata["description"]);
            Assert.Contains("README.md", entries);

            if (project == Tool)
            {
                Assert.Contains($"tools/net10.0/any/{project}.dll", entries);
                continue;
            }

            Assert.Contains($"lib/net10.0/{project}.dll", entries);
            Assert.Contains($"lib/net10.0/{project}.xml", entries);
            Assert.True(File.Exists(Path.Combine(packages.Folder, $"{project}.{packages.Version}.snupkg")), $"{project} has no symbols.");
        }
    }

    [Fact]
    public async Task An_empty_web_app_with_the_readmes_calls_takes_and_gives_back_a_file()
    {
        using var project = await QuickStartProject.CreateAsync(packages);
        await using var app = await project.BuildAndRunAsync();

        await AssertTakesAndGivesBackAsync(app);
    }

    [Fact]
    public async Task The_same_app_works_when_it_is_compiled_ahead_of_time_without_a_warning()
    {
        using var project = await QuickStartProject.CreateAsync(packages);
        await using var app = await project.CompileAndRunAsync();

        await AssertTakesAndGivesBackAsync(app);
    }

    [Fact]
    public async Task With_the_readmes_scanner_it_calls_clean_files_safe_and_refuses_malware()
    {
        var clamd = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_CLAMD_TCP");
        Assert.SkipWhen(string.IsNullOrEmpty(clamd), "ATTACHMENTS_TEST_CLAMD_TCP is not set");
        using var project = await QuickStartProject.CreateAsync(packages, Readme.QuickStartWithScanning($"tcp://{clamd}"));
        await using var app = await project.BuildAndRunAsync(("Attachments__Scanning__Mode", "Inline"), ("Attachments__Scanning__Timeout", "00:01:30"));

        var uploaded = await app.UploadAsync("hello.txt", "text/plain", "hello, world"u8.ToArray());
        using var refused = await app.TryUploadAsync("eicar.txt", "text/plain", Eicar());

        Assert.Equal("safe", uploaded.VirusScanStatus);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_tool_installs_from_its_package_and_checks_what_an_app_keeps_while_it_runs()
    {
        using var project = await QuickStartProject.CreateAsync(packages);
        await using var app = await project.BuildAndRunAsync();
        await app.UploadAsync("hello.txt", "text/plain", "hello, world"u8.ToArray());
        var tools = project.PathOf("tools");
        await DotNet.RunAsync(project.PathOf(""), "tool", "install", Tool, "--tool-path", tools, "--version", packages.Version, "--configfile", project.PathOf("nuget.config"));

        string[] arguments = ["fsck", "--sqlite", project.PathOf("data", "mail.db"), "--store", $"file:{project.PathOf("data", "blobs")}", "--verify"];
        var clean = await DotNet.RunProgramAsync(Path.Combine(tools, "attachments"), arguments);
        File.Delete(Directory.EnumerateFiles(project.PathOf("data", "blobs", "blobs"), "*", SearchOption.AllDirectories).Single());
        var damaged = await DotNet.RunProgramAsync(Path.Combine(tools, "attachments"), arguments);

        Assert.Equal((0, "1 blobs, 12 bytes read, 1 objects, 0 stagings: 0 findings, 0 repaired."), (clean.ExitCode, clean.Output.Trim()));
        Assert.Equal(1, damaged.ExitCode);
        Assert.StartsWith("missing bytes", damaged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_readmes_calls_for_many_hosts_one_takes_what_another_gives_back()
    {
        await using var database = await ScratchDatabase.CreateAsync();
        var bucket = ScratchBucket.Settings();
        using var project = await QuickStartProject.CreateAsync(
            packages, Readme.QuickStartForManyHosts(),
            ("Attachments.Storage.S3", null), ("Attachments.PostgreSql", null), ("Attachments.Jobs.Hangfire", null),
            ("Hangfire.NetCore", Repository.VersionOf("Hangfire.NetCore")), ("Hangfire.PostgreSql", Repository.VersionOf("Hangfire.PostgreSql")));
        await using var first = await project.BuildAndRunAsync([("ConnectionStrings__Mail", database.ConnectionString), .. bucket]);
        await using var second = await project.RunAsync([("ConnectionStrings__Mail", database.ConnectionString), .. bucket]);

        var uploaded = await first.UploadAsync("hello.txt", "text/plain", "hello, world"u8.ToArray());
        var address = new Uri(uploaded.Url, UriKind.Relative);
        var downloaded = await second.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        using var deleted = await second.Client.DeleteAsync(new Uri(uploaded.Url.Replace("/download", "", StringComparison.Ordinal), UriKind.Relative), TestContext.Current.CancellationToken);
        using var gone = await first.Client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("hello, world"u8.ToArray(), downloaded);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    // The harmless test file, put together here so that no scanner takes this program for it.
    private static byte[] Eicar() => Encoding.ASCII.GetBytes(string.Concat(["X5O!P%@AP[4\\PZX54(P^)", "7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*"]));

    private static async Task AssertTakesAndGivesBackAsync(RunningApp app)
    {
        var uploaded = await app.UploadAsync("hello.txt", "text/plain", "hello, world"u8.ToArray());
        var downloaded = await app.Client.GetByteArrayAsync(new Uri(uploaded.Url, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("hello, world"u8.ToArray(), downloaded);
    }

    private static Dictionary<string, string> Specification(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        return metadata.Elements().GroupBy(element => element.Name.LocalName).ToDictionary(group => group.Key, group => group.First().Value);
    }
}
