using Attachments.Access;
using Attachments.Content.Archives.Gzip;
using Attachments.Content.Archives.Tar;
using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;
using Attachments.Messages;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Content.Archives;

/// <summary>Shows a file to the inspector of archives as an upload would.</summary>
internal sealed class Inspecting
{
    public ArchiveOptions Limits { get; } = new();

    public ContentTypeOptions Types { get; } = new();

    public string FileName { get; init; } = "archive.zip";

    public string ContentType { get; init; } = "application/zip";

    public int BlockLength { get; init; } = 131_072;

    public IArchiveFormat[] Formats { get; init; } = [new ZipFormat(), new GzipFormat(), new TarFormat()];

    public static Task<Rejection?> InspectAsync(byte[] bytes) => new Inspecting().RunAsync(bytes);

    public ContentInspection? Begin()
    {
        var detector = new SignatureContentTypeDetector();
        var types = new ContentTypeRules(Options.Create(Types), detector);
        var rules = new ArchiveRules(Options.Create(Limits), Options.Create(Types), Formats, types, detector, TimeProvider.System);
        var upload = new InspectedUpload(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), FileName, ContentType);
        return new ArchiveInspector(rules).Begin(upload);
    }

    public async Task<Rejection?> RunAsync(byte[] bytes)
    {
        await using var inspection = Begin()!;

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
