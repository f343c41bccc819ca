using System.Text.Json;
using Attachments.Browser.Hosting;
using Microsoft.Playwright;

namespace Attachments.Browser.Names;

/// <summary>A folder into which one visit's browser saves what it downloads, under the names that it chooses.</summary>
public sealed class DownloadFolder : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string path = Directory.CreateTempSubdirectory("attachments-downloads-").FullName;
    private readonly Visit visit;
    private TaskCompletionSource<bool> ended = new();

    private DownloadFolder(Visit visit) => this.visit = visit;

    /// <summary>Makes a folder for a visit.</summary>
    public static async Task<DownloadFolder> OpenAsync(Visit visit)
    {
        var folder = new DownloadFolder(visit);
        var tools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        var target = await tools.SendAsync("Target.getTargetInfo");
        tools.Event("Browser.downloadProgress").OnEvent += (_, progress) => folder.Read(progress!.Value);
        await tools.SendAsync("Browser.setDownloadBehavior", new()
        {
            ["behavior"] = "allow",
            ["browserContextId"] = target!.Value.GetProperty("targetInfo").GetProperty("browserContextId").GetString()!,
            ["downloadPath"] = folder.path,
            ["eventsEnabled"] = true,
        });
        return folder;
    }

    /// <summary>Downloads an address.</summary>
    /// <returns>The name of the one file that is on disk then, with its bytes; null where the browser gave up.</returns>
    public async Task<(string Name, byte[] Bytes)?> SaveAsync(string address)
    {
        ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Assert.ThrowsAsync<PlaywrightException>(() => visit.Page.GotoAsync(address));
        if (!await ended.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken))
            return null;

        var file = Assert.Single(Directory.GetFileSystemEntries(path));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        return (Path.GetFileName(file), bytes);
    }

    public void Dispose() => Directory.Delete(path, recursive: true);

    private void Read(JsonElement progress)
    {
        if (progress.GetProperty("state").GetString() is { } state and not "inProgress")
            ended.TrySetResult(state == "completed");
    }
}
