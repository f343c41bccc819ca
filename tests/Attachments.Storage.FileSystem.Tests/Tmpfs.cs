using System.Diagnostics;
using Xunit;

namespace Attachments.Storage.FileSystem;

// A file system of its own, small enough to fill. Needs Linux and the right to mount; a test without that is skipped.
internal sealed class Tmpfs : IDisposable
{
    private readonly TempDirectory directory = new();

    public Tmpfs(string options)
    {
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "none", directory.Path))
            return;

        directory.Dispose();
        Assert.Skip("A tmpfs cannot be mounted here.");
    }

    public string Path => directory.Path;

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", directory.Path));

    public void Dispose()
    {
        Run("umount", "-l", directory.Path);
        directory.Dispose();
    }

    private static bool Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
