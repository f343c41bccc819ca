using System.Security.Cryptography;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>The entries that were read, against which the archive's directory is held. Each entry is listed there once, and as it was found.</summary>
internal sealed class ZipListing(ArchiveWalk walk) : IDisposable
{
    private const int EntrySize = 72;

    private readonly List<ZipEntry> entries = [];
    private readonly List<bool> listed = [];
    private readonly HeldMemory memory = (HeldMemory)walk.Hold(0);

    public int Count => entries.Count;

    /// <summary>Gets how many entries the directory has listed.</summary>
    public int Listed { get; private set; }

    public void Add(ZipEntry entry)
    {
        memory.Grow(EntrySize);
        entries.Add(entry);
        listed.Add(false);
    }

    /// <summary>Holds an entry of the directory against the entry at the place that it names.</summary>
    /// <exception cref="ArchiveRefusedException">There is none, it was listed before, or it is another one.</exception>
    public void Match(ZipEntry stated)
    {
        var index = IndexOf(stated.Offset);

        // Two entries in one place, or an entry within another one's data: how archives expand to more than all their bytes.
        if (index < 0 || listed[index])
            throw walk.Refuse("The archive's directory lists entries that overlap or are not there");

        if (entries[index] != stated)
            throw walk.Refuse("The archive's directory contradicts its entries");

        listed[index] = true;
        Listed++;
    }

    /// <summary>Makes of a name what is compared of it.</summary>
    public static UInt128 NameOf(ReadOnlySpan<byte> name)
    {
        // Whoever makes the archive chooses the names: only a hash that cannot be aimed at tells them apart.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        return BitConverter.ToUInt128(hash);
    }

    public void Dispose() => memory.Dispose();

    // They were read in the order of their places.
    private int IndexOf(long offset)
    {
        var (low, high) = (0, entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = entries[middle].Offset.CompareTo(offset);
            if (order == 0)
                return middle;

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
