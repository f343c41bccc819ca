using System.Collections.Frozen;
using System.Globalization;

namespace Attachments.Ingestion.Names;

/// <summary>The part of the Unicode Character Database that composing needs, read once from the text beside this file.</summary>
internal static class UnicodeCompositionData
{
    private static readonly FrozenDictionary<int, byte> Classes;
    private static readonly FrozenDictionary<int, (int First, int Second)> Decompositions;
    private static readonly FrozenDictionary<long, int> Composites;

    static UnicodeCompositionData()
    {
        var classes = new Dictionary<int, byte>();
        var decompositions = new Dictionary<int, (int First, int Second)>();
        var composites = new Dictionary<long, int>();

        using var stream = typeof(UnicodeCompositionData).Assembly.GetManifestResourceStream("Attachments.Ingestion.Names.UnicodeComposition.txt")
            ?? throw new InvalidOperationException("The assembly was built without its Unicode data.");
        using var reader = new StreamReader(stream);

        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;

            var fields = line.Split(' ');
            var first = Hex(fields[1]);
            if (fields[0] == "C")
            {
                for (var character = first; character <= Hex(fields[2]); character++)
                    classes.Add(character, byte.Parse(fields[3], CultureInfo.InvariantCulture));

                continue;
            }

            var parts = (Hex(fields[2]), fields.Length > 3 ? Hex(fields[3]) : 0);
            decompositions.Add(first, parts);
            if (fields[0] == "D")
                composites.Add(Pair(parts.Item1, parts.Item2), first);
        }

        Classes = classes.ToFrozenDictionary();
        Decompositions = decompositions.ToFrozenDictionary();
        Composites = composites.ToFrozenDictionary();
    }

    /// <summary>Returns the canonical combining class; 0 for what starts a sequence.</summary>
    public static int ClassOf(int character) => Classes.GetValueOrDefault(character);

    /// <summary>Finds the one or two characters that a character stands for; the second is 0 where there is one.</summary>
    public static bool TryDecompose(int character, out int first, out int second)
    {
        var found = Decompositions.TryGetValue(character, out var parts);
        (first, second) = parts;
        return found;
    }

    /// <summary>Finds the character that two stand for.</summary>
    public static bool TryCompose(int first, int second, out int composite) => Composites.TryGetValue(Pair(first, second), out composite);

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
