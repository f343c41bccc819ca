using System.Buffers;
using Attachments.Ingestion;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// A ZIP behind other bytes. Readers find a ZIP by its end, so a file that claims to be one and does not begin as one may still be opened as one: what stands
/// in it could not be looked into from its beginning, and it is refused.
/// </summary>
internal static class HiddenZip
{
    public const string Refusal = "The archive stands behind other bytes";

    /// <summary>The length of the end record, with the longest comment.</summary>
    public const int LongestEnd = ZipRecord.EndLength + ushort.MaxValue;

    /// <summary>Says whether a name makes readers open a file as a ZIP.</summary>
    public static bool IsNamedBy(string name) => FileNameRules.ExtensionOf(name) is
        "zip" or "zipx" or "docx" or "dotx" or "docm" or "xlsx" or "xltx" or "xlsm" or "pptx" or "potx" or "ppsx" or "pptm" or "odt" or "ods" or "odp" or "odg" or "epub" or "kmz" or "vsdx" or "jar";

    /// <summary>Reads a file to its end, and says whether it ends as a ZIP.</summary>
    public static async ValueTask<bool> EndsAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 * LongestEnd);
        try
        {
            var filled = 0;
            while (await content.ReadAsync(buffer.AsMemory(filled, (2 * LongestEnd) - filled), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                filled += read;
                if (filled < 2 * LongestEnd)
                    continue;

                buffer.AsSpan(LongestEnd, LongestEnd).CopyTo(buffer);
                filled = LongestEnd;
            }

            return HasEnd(buffer.AsSpan(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HasEnd(ReadOnlySpan<byte> tail)
    {
        while (tail.IndexOf(ZipRecord.EndMark) is var found and >= 0)
        {
            tail = tail[found..];

            // Some readers take an end whose comment is cut off or followed by more: any end with room for itself counts.
            if (tail.Length >= ZipRecord.EndLength)
                return true;

            tail = tail[1..];
        }

        return false;
    }
}
