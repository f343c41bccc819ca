using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Bzip2;

/// <summary>Passes a file on, and counts the streams that begin in it: each makes the decoder take up to 5.4 MB and give them back, be it 14 bytes long.</summary>
/// <param name="content">The file. It stays open.</param>
/// <param name="walk">What too many streams refuse.</param>
internal sealed class Bzip2Content(Stream content, ArchiveWalk walk) : ForwardStream
{
    private const int BeginningLength = 10;

    private readonly StreamBudget budget = new(walk);
    private readonly byte[] seam = new byte[2 * (BeginningLength - 1)];
    private int kept;
    private long passed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Look(buffer.Span[..read]);
        return read;
    }

    // Streams begin on a byte. What only looks like a beginning, one chance in 2^77 for each byte, counts as one.
    private void Look(ReadOnlySpan<byte> bytes)
    {
        // What began in what came before, and ends in these.
        var next = Math.Min(bytes.Length, BeginningLength - 1);
        bytes[..next].CopyTo(seam.AsSpan(kept));
        Count(seam.AsSpan(0, kept + next), passed - kept);
        Count(bytes, passed);

        passed += bytes.Length;
        var last = bytes.Length >= BeginningLength - 1 ? bytes : seam.AsSpan(0, kept + next);
        kept = Math.Min(last.Length, BeginningLength - 1);
        last[^kept..].CopyTo(seam);
    }

    private void Count(ReadOnlySpan<byte> bytes, long at)
    {
        for (var found = bytes.IndexOf("BZh"u8); found >= 0; found = bytes.IndexOf("BZh"u8))
        {
            bytes = bytes[found..];
            at += found;
            if (Bzip2Format.IsBeginning(bytes))
                budget.Take(bytes[3] - '0', at);

            bytes = bytes[3..];
            at += 3;
        }
    }
}
