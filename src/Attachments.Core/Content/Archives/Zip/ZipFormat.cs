using System.Buffers.Binary;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>ZIP, and what is built on it (PKWARE APPNOTE 6.3.10).</summary>
internal sealed class ZipFormat : IArchiveFormat
{
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        if (head.Length < ZipRecord.SignatureLength)
            return false;

        return BinaryPrimitives.ReadUInt32LittleEndian(head) switch
        {
            ZipRecord.LocalHeader or ZipRecord.End => true,
            ZipRecord.Descriptor or ZipRecord.SpannedOverOne =>
                head.Length >= 2 * ZipRecord.SignatureLength && BinaryPrimitives.ReadUInt32LittleEndian(head[ZipRecord.SignatureLength..]) == ZipRecord.LocalHeader,
            _ => false,
        };
    }

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var watch = new ZipEndWatch(content);
        using var reader = new ForwardReader(watch);
        using var listing = new ZipListing(walk);
        try
        {
            await new ZipReading(reader, listing, walk).ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException) when (listing.Count == 0 && !walk.IsStrict)
        {
            // It begins as a ZIP and is none, for any reader: nothing was read, and no record follows that a reader could go on from.
            await NoRecord.DemandAsync(reader, cancellationToken).ConfigureAwait(false);
            DemandNoEnd(watch, walk);
        }
        catch (EndOfStreamException)
        {
            DemandNoEnd(watch, walk);
            throw;
        }
    }

    // What ends as a ZIP is one for readers that begin at the end, whatever an entry before it says of its length.
    private static void DemandNoEnd(ZipEndWatch watch, ArchiveWalk walk)
    {
        if (watch.HasEnd)
            throw walk.Refuse("The archive's entries do not lead to its end");
    }
}
