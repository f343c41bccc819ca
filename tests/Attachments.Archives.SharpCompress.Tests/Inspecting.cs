using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Archives;
using Attachments.Content.Types;
using Attachments.Messages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Archives.SharpCompress;

/// <summary>Shows a file to the inspectors of a host that reads the further formats, as an upload would.</summary>
internal sealed class Inspecting(string fileName)
{
    public int BlockLength { get; init; } = 131_072;

    public Action<ArchiveOptions> Limits { get; init; } = static _ => { };

    public bool IsStrict { get; init; }

    public async Task<Rejection?> RunAsync(byte[] bytes)
    {
        await using var services = Services();
        var upload = new InspectedUpload(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), fileName, "application/octet-stream");

        foreach (var inspector in services.GetServices<IContentInspector>())
        {
            if (inspector.Begin(upload) is { } inspection && await InspectAsync(inspection, bytes) is { } rejection)
                return rejection;
        }

        return null;
    }

    /// <summary>Says which archive is refused, and why.</summary>
    public async Task AssertRefusedAsync(string reason, byte[] bytes)
    {
        var rejection = await RunAsync(bytes);
        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddAttachmentsCore().AddSharpCompress();
        services.Configure(Limits);
        services.Configure<ContentTypeOptions>(types => types.Verification = IsStrict ? ContentTypeVerification.Strict : ContentTypeVerification.Lenient);
        return services.BuildServiceProvider();
    }

    private async Task<Rejection?> InspectAsync(ContentInspection inspection, byte[] bytes)
    {
        await using var disposed = inspection;
        for (var at = 0; at < bytes.Length; at += BlockLength)
        {
            // A block of its own, spoilt afterwards: nothing may be kept of it.
            var block = bytes.AsSpan(at, Math.Min(BlockLength, bytes.Length - at)).ToArray();
            if (await inspection.InspectAsync(block, TestContext.Current.CancellationToken) is { } rejection)
                return rejection;

            block.AsSpan().Fill(0xCC);
        }

        return await inspection.CompleteAsync(TestContext.Current.CancellationToken);
    }
}
