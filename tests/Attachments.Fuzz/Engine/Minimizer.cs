namespace Attachments.Fuzz.Engine;

/// <summary>Makes an input smaller as long as it still shows what it shows.</summary>
internal static class Minimizer
{
    private const int MostRuns = 20_000;

    /// <param name="input">The input.</param>
    /// <param name="stillShows">Whether a smaller one will do.</param>
    public static byte[] Minimize(byte[] input, Func<byte[], bool> stillShows)
    {
        var runs = 0;
        for (var size = Math.Max(input.Length / 2, 1); size > 0; size /= 2)
        {
            for (var at = 0; at < input.Length && runs < MostRuns; runs++)
            {
                byte[] smaller = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(at + size, input.Length))];
                if (smaller.Length < input.Length && stillShows(smaller))
                    input = smaller;
                else
                    at += size;
            }
        }

        return input;
    }
}
