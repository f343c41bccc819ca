using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>Demands that no record of a ZIP stands in the rest of a file.</summary>
internal static class NoRecord
{
    /// <exception cref="InvalidDataException">One does.</exception>
    public static async ValueTask DemandAsync(ForwardReader reader, CancellationToken cancellationToken)
    {
        if (await IsFollowedByOneAsync(reader, cancellationToken).ConfigureAwait(false))
            throw new InvalidDataException();
    }

    /// <summary>Reads the rest of a file, up to a record if there is one.</summary>
    public static async ValueTask<bool> IsFollowedByOneAsync(ForwardReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var bytes = await reader.PeekAsync(ForwardReader.LongestPiece, cancellationToken).ConfigureAwait(false);
            if (bytes.Length < ZipRecord.SignatureLength)
                return false;

            if (HasRecord(bytes.Span))
                return true;

            reader.Take(bytes.Length - (ZipRecord.SignatureLength - 1));
        }
    }

    private static bool HasRecord(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf("PK"u8) is var found and >= 0)
        {
            bytes = bytes[found..];
            if (bytes is [_, _, 1, 2, ..] or [_, _, 3, 4, ..] or [_, _, 5, 6, ..])
                return true;

            bytes = bytes[1..];
        }

        return false;
    }
}
