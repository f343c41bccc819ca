using System.Net.Http.Headers;

namespace Attachments.LoadTests.Fleet.Load;

/// <summary>The bytes that a download must give.</summary>
internal sealed record ExpectedBody(FleetContent Content, RangeItemHeaderValue? Range)
{
    private const int BufferSize = 64 * 1024;

    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="IOException">The body broke off.</exception>
    public async Task<string?> CompareAsync(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        var from = Range?.From ?? 0;
        var to = Math.Min(Range?.To ?? Content.Length - 1, Content.Length - 1);
        var status = Range is null ? 200 : 206;
        if ((int)response.StatusCode != status)
            return $"{(int)response.StatusCode} in place of {status}";

        if (response.Headers.ETag?.Tag != $"\"{Content.Digest}\"")
            return $"the entity tag {response.Headers.ETag} in place of {Content.Digest}";

        await using var truth = Content.Bytes.Open(from);
        var left = to - from + 1;
        var received = new byte[BufferSize];
        var expected = new byte[BufferSize];
        while (await body.ReadAsync(received, cancellationToken) is > 0 and var count)
        {
            if (count > left)
                return $"more than the {to - from + 1} bytes";

            truth.ReadExactly(expected, 0, count);
            if (!received.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)))
                return $"other bytes than were uploaded, after {to + 1 - left}";

            left -= count;
        }

        return left == 0 ? null : $"{left} bytes too few, in an answer that ended well";
    }
}
