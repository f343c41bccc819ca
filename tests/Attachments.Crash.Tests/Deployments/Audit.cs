using System.Security.Cryptography;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Deployments;

/// <summary>Compares the database's rows with the folder's files.</summary>
internal static class Audit
{
    /// <summary>Fails where a row has no bytes. Holds at every moment when no host is in the middle of something, before any sweep.</summary>
    public static async Task AssertNoRowWithoutBytesAsync(Deployment deployment)
    {
        var files = deployment.Folder.ReadBlobs();
        var blobs = await deployment.Database.ReadBlobsAsync();

        Assert.Equal(0, await deployment.Database.CountAttachmentsWithoutBlobAsync());
        Assert.Empty(blobs.Where(blob => blob.HasBytes && !files.ContainsKey(blob.Id)).Select(blob => $"The blob {blob.Id} has a row and no bytes."));
    }

    /// <summary>Sweeps until nothing is left to sweep, and fails where bytes without a row, rows without an attachment or temporary files stay.</summary>
    public static async Task AssertSweptCleanAsync(Deployment deployment, HostProcess host)
    {
        await Poll.UntilAsync(
            async () =>
            {
                var swept = await host.Client.SweepAsync();
                Assert.True(swept.Status == 200, $"A sweep answered {swept}\n{host.Output}");
                return await deployment.Database.CountStraysAsync() == 0
                    && await deployment.Database.CountBlobsWithoutAttachmentAsync() == 0
                    && deployment.Folder.ReadTemporary().Count == 0;
            },
            () => DescribeLeftoversAsync(deployment));

        await AssertRowsAreBytesAsync(deployment);
    }

    private static async Task AssertRowsAreBytesAsync(Deployment deployment)
    {
        var files = deployment.Folder.ReadBlobs();
        var blobs = await deployment.Database.ReadBlobsAsync();

        Assert.Equal(blobs.Where(blob => blob.HasBytes).Select(blob => blob.Id).Order(), files.Keys.Order());
        Assert.Equal(blobs.Count, blobs.DistinctBy(blob => (blob.Tenant, blob.Digest)).Count());
        foreach (var blob in blobs.Where(blob => blob.HasBytes))
            Assert.Equal(blob.Digest, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(files[blob.Id]))));
    }

    private static async Task<string> DescribeLeftoversAsync(Deployment deployment) =>
        $"{await deployment.Database.CountStraysAsync()} strays, {await deployment.Database.CountBlobsWithoutAttachmentAsync()} blobs without an attachment, "
        + $"temporary files: {string.Join(", ", deployment.Folder.ReadTemporary())}";
}
