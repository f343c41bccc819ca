using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Attachments.Fuzz.Engine;

/// <summary>Which branches instrumented code took, and whether an input took one in a way in which none before it did.</summary>
/// <remarks>The counts are classed as AFL does: taking a branch twice in place of once is news, 201 times in place of 200 is not.</remarks>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(ClassOf)];

    // Never freed: instrumented code writes there as long as the process lives.
    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] seen = new byte[Size];

    /// <summary>Gets how many branches were ever taken; 0 where nothing is instrumented.</summary>
    public int Edges { get; private set; }

    /// <summary>Hands the map to the instrumented code, none of which can run before.</summary>
    [ModuleInitializer]
    internal static void Attach() => Trace.SharedMem = Counts;

    public static void Clear()
    {
        new Span<byte>(Counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Learns from the input that ran since the map was cleared.</summary>
    /// <returns>Whether it is worth keeping.</returns>
    public Novelty Learn()
    {
        var novelty = Novelty.None;
        var rest = new ReadOnlySpan<byte>(Counts, Size);
        for (var at = 0; rest[at..].IndexOfAnyExcept((byte)0) is var next and >= 0; at++)
        {
            at += next;
            var known = seen[at];
            var news = (byte)(Classes[rest[at]] & ~known);
            if (news == 0)
                continue;

            seen[at] |= news;
            Edges += known == 0 ? 1 : 0;
            novelty = known == 0 || novelty == Novelty.Branch ? Novelty.Branch : Novelty.Count;
        }

        return novelty;
    }

    private static byte ClassOf(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
