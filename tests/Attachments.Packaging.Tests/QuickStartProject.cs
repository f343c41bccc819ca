using System.Diagnostics;
using System.Xml.Linq;
using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>A new empty web app outside the repository, with the packages from a folder and the README's code.</summary>
internal sealed class QuickStartProject : IDisposable
{
    private static readonly string[] References = ["Attachments.AspNetCore", "Attachments.Storage.FileSystem", "Attachments.Sqlite", "Attachments.Scanning.ClamAV"];

    private readonly string directory = Directory.CreateTempSubdirectory("attachments-quick-start-").FullName;

    private QuickStartProject()
    {
    }

    public static async Task<QuickStartProject> CreateAsync(
        Packages packages, IReadOnlyDictionary<string, string>? files = null, params (string Package, string? Version)[] more)
    {
        var project = new QuickStartProject();
        var directory = project.directory;
        await DotNet.RunAsync(directory, "new", "web", "-n", "QuickStart", "-o", directory, "--no-restore");
        await File.WriteAllTextAsync(Path.Combine(directory, "nuget.config"), Configuration(packages), TestContext.Current.CancellationToken);
        Reference(
            Path.Combine(directory, "QuickStart.csproj"),
            References.Select(reference => (reference, packages.Version)).Concat(more.Select(other => (other.Package, other.Version ?? packages.Version))));
        foreach (var (name, code) in files ?? Readme.QuickStart)
            await File.WriteAllTextAsync(Path.Combine(directory, name), code, TestContext.Current.CancellationToken);

        return project;
    }

    public string PathOf(params string[] parts) => Path.Combine([directory, .. parts]);

    public async Task<RunningApp> BuildAndRunAsync(params (string Name, string Value)[] settings)
    {
        await DotNet.RunAsync(directory, "build", "-c", "Release");
        return await RunAsync(settings);
    }

    /// <summary>Starts what was built before, once more.</summary>
    public Task<RunningApp> RunAsync(params (string Name, string Value)[] settings) =>
        RunningApp.StartAsync(address =>
        {
            var command = DotNet.Command(directory, Path.Combine("bin", "Release", "net10.0", "QuickStart.dll"), "--urls", address);
            foreach (var (name, value) in settings)
                command.Environment[name] = value;

            return command;
        });

    /// <summary>Compiles ahead of time, with every warning an error.</summary>
    public async Task<RunningApp> CompileAndRunAsync()
    {
        var output = Path.Combine(directory, "native");
        await DotNet.RunAsync(directory, "publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "-p:TreatWarningsAsErrors=true", "-p:TrimmerSingleWarn=false", "-o", output);
        return await RunningApp.StartAsync(address => new ProcessStartInfo(Path.Combine(output, "QuickStart"), ["--urls", address])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
    }

    // What "dotnet add package" writes, which restores the project anew for each of them.
    private static void Reference(string project, IEnumerable<(string Package, string Version)> packages)
    {
        var file = XDocument.Load(project);
        file.Root!.Add(new XElement("ItemGroup", packages.Select(package =>
            new XElement("PackageReference", new XAttribute("Include", package.Package), new XAttribute("Version", package.Version)))));
        file.Save(project);
    }

    // Everybody else's packages come from the user's own cache.
    private static string Configuration(Packages packages) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{packages.Cache}" /></config>
          <fallbackPackageFolders><clear /><add key="user" value="{DotNet.PackageCache}" /></fallbackPackageFolders>
          <packageSources><add key="attachments" value="{packages.Folder}" /></packageSources>
        </configuration>
        """;

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
