using System.Text;

namespace Attachments.Ingestion.Names;

/// <summary>
/// Unicode Normalization Form C (UAX #15). Our own, because <see cref="string.Normalize()"/> returns its text unchanged on Linux where a process runs
/// without ICU (invariant globalization, most container images): the same file would have one name here and another there.
/// </summary>
internal static class UnicodeComposition
{
    // No character below this combines or decomposes into what would compose otherwise.
    private const char FirstMark = '\u0300';

    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    /// <summary>Composes a text that has no lone surrogates.</summary>
    public static string Compose(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange(FirstMark, char.MaxValue))
            return text.ToString();

        var parts = new List<int>(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, parts);

        Order(parts);
        return ToText(Recompose(parts));
    }

    private static void Decompose(int character, List<int> parts)
    {
        var syllable = character - SyllableBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount)
        {
            parts.Add(LeadBase + (syllable / (VowelCount * TrailCount)));
            parts.Add(VowelBase + (syllable / TrailCount % VowelCount));
            if (syllable % TrailCount is var trail and > 0)
                parts.Add(TrailBase + trail);

            return;
        }

        if (!UnicodeCompositionData.TryDecompose(character, out var first, out var second))
        {
            parts.Add(character);
            return;
        }

        // The second part never decomposes further, but for the first's sake both are asked.
        Decompose(first, parts);
        if (second != 0)
            Decompose(second, parts);
    }

    private static void Order(List<int> parts)
    {
        for (var i = 1; i < parts.Count; i++)
        {
            var part = parts[i];
            var order = UnicodeCompositionData.ClassOf(part);
            var at = i;
            while (order != 0 && at > 0 && UnicodeCompositionData.ClassOf(parts[at - 1]) > order)
            {
                parts[at] = parts[at - 1];
                at--;
            }

            parts[at] = part;
        }
    }

    private static List<int> Recompose(List<int> parts)
    {
        var composed = new List<int>(parts.Count);
        var starter = -1;
        var last = 0;

        foreach (var part in parts)
        {
            var order = UnicodeCompositionData.ClassOf(part);

            // Blocked where something of the same or a higher class stands between (UAX #15, D115).
            var isBlocked = starter < 0 || (composed.Count - 1 > starter && (last >= order || last == 0));
            if (!isBlocked && TryCompose(composed[starter], part, out var composite))
            {
                composed[starter] = composite;
                continue;
            }

            if (order == 0)
                starter = composed.Count;

            last = order;
            composed.Add(part);
        }

        return composed;
    }

    private static bool TryCompose(int first, int second, out int composite)
    {
        var lead = first - LeadBase;
        var vowel = second - VowelBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            composite = SyllableBase + (((lead * VowelCount) + vowel) * TrailCount);
            return true;
        }

        var syllable = first - SyllableBase;
        var trail = second - TrailBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
        {
            composite = first + trail;
            return true;
        }

        return UnicodeCompositionData.TryCompose(first, second, out composite);
    }

    private static string ToText(List<int> characters)
    {
        var text = new StringBuilder(characters.Count);
        foreach (var character in characters)
            text.Append(new Rune(character).ToString());

        return text.ToString();
    }
}
