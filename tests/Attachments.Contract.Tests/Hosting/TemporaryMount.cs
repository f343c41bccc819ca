using System.Diagnostics;

namespace Attachments.Contract.Hosting;

/// <summary>A small file system in memory, for the faults that only a file system has. Needs root.</summary>
public sealed class TemporaryMount : IDisposable
{
    private TemporaryMount(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one, or skips the test where this process may not.</summary>
    public static TemporaryMount Create(string size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a file system needs root");
        var mount = new TemporaryMount(Directory.CreateTempSubdirectory("attachments-contract-mount-").FullName);
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", mount.Path);
        return mount;
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }
}
