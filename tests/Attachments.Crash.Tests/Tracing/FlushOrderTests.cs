using System.Diagnostics;
using System.Globalization;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Tracing;

/// <summary>What kill -9 cannot show, because the kernel keeps what was written: that the disk has an upload before its client has the answer.</summary>
public sealed class FlushOrderTests
{
    private const string Calls = "fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,pwrite64,write,writev,sendto,sendmsg";

    private static readonly string[] Flushes = ["fsync", "fdatasync"];
    private static readonly string[] Renames = ["rename", "renameat", "renameat2"];
    private static readonly string[] Writes = ["pwrite64", "write", "writev"];
    private static readonly string[] Sends = ["sendto", "sendmsg", "write", "writev"];

    [Fact]
    public async Task Upload_is_on_the_disk_before_it_is_answered()
    {
        await using var deployment = await Deployment.CreateAsync(DatabaseEngine.Sqlite);

        var calls = await TraceUploadAsync(deployment);

        var staged = Next(calls, after: 0, Flushes, call => Mentions(call, deployment.Folder.Root, "/staging/"), "the staged file is flushed");
        var published = Next(calls, staged.Ended, Renames, call => Mentions(call, "/staging/") && Mentions(call, "/blobs/"), "the staged file is renamed");
        var directory = Path.GetDirectoryName(Target(published))!;
        var named = Next(calls, published.Ended, Flushes, call => Mentions(call, $"<{directory}>"), "the directory is flushed");
        var logged = Next(calls, named.Ended, Writes, call => Mentions(call, $"<{deployment.SqliteLog}>"), "the database writes its log");
        var committed = Next(calls, logged.Ended, Flushes, call => Mentions(call, $"<{deployment.SqliteLog}>"), "the database flushes its log");
        var answered = Next(calls, after: 0, Sends, IsAnswer, "the upload is answered");
        Assert.True(committed.Ended < answered.Begun, "The upload was answered before the database had flushed its log.");
        Assert.DoesNotContain(calls, call => Writes.Contains(call.Name) && Mentions(call, $"<{deployment.SqliteLog}>") && call.Begun > committed.Ended && call.Begun < answered.Begun);
    }

    [Fact]
    public async Task Directory_of_a_new_blob_is_itself_on_the_disk_before_the_upload_is_answered()
    {
        await using var deployment = await Deployment.CreateAsync(DatabaseEngine.Sqlite);

        var calls = await TraceUploadAsync(deployment);

        var answered = Next(calls, after: 0, Sends, IsAnswer, "the upload is answered");
        var made = calls.Where(call => call.Name.StartsWith("mkdir", StringComparison.Ordinal) && Mentions(call, deployment.Folder.Root)).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, call =>
        {
            var parent = Path.GetDirectoryName(call.Arguments.Split('"')[1])!;
            var flushed = Next(calls, call.Ended, Flushes, flush => Mentions(flush, $"<{parent}>"), $"{parent} is flushed");
            Assert.True(flushed.Ended < answered.Begun, $"The upload was answered before {parent} was flushed.");
        });
    }

    private static async Task<IReadOnlyList<SystemCall>> TraceUploadAsync(Deployment deployment)
    {
        if (!IsInstalled())
            Assert.Skip("strace is not installed");

        var file = deployment.ScratchFile("trace.txt");
        var host = await deployment.StartAsync(new HostSettings
        {
            Wrapper = ["strace", "-f", "-yy", "-s", "32", "-o", file, "-e", $"trace={Calls}"],

            // So long that the reservation is not renewed meanwhile: that commit would stand in the trace beside the upload's own.
            Grace = TimeSpan.FromHours(1),
        });

        var answer = await host.Client.UploadAsync("message", Contents.Make(4));
        await host.EndAsync();

        Assert.Equal(201, answer.Status);
        return Trace.Read(await File.ReadAllLinesAsync(file));
    }

    private static SystemCall Next(IEnumerable<SystemCall> calls, int after, string[] names, Func<SystemCall, bool> condition, string what)
    {
        var found = calls.Where(call => call.Begun > after && names.Contains(call.Name) && condition(call)).MinBy(call => call.Begun);
        Assert.True(found is not null, string.Create(CultureInfo.InvariantCulture, $"After line {after} of the trace, nothing shows that {what}."));
        return found;
    }

    private static bool Mentions(SystemCall call, params string[] texts) => texts.All(text => call.Arguments.Contains(text, StringComparison.Ordinal));

    private static bool IsAnswer(SystemCall call) => Mentions(call, "HTTP/1.1 201");

    // rename("from", "to"), with directories before each name in the newer calls.
    private static string Target(SystemCall rename) => rename.Arguments.Split('"')[3];

    private static bool IsInstalled()
    {
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-V"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return strace is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
