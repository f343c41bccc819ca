using System.Globalization;

namespace Attachments.Content.Archives.Reading;

/// <summary>What one upload's archives have used up, all levels together. Past a limit it throws <see cref="ArchiveRefusedException"/>.</summary>
internal sealed class ArchiveBudget(ArchiveOptions limits, BlockStream upload)
{
    // A page of zeros in a small file is no bomb.
    private const long RatioFrom = 1_048_576;

    private long expanded;
    private long held;

    /// <summary>Gets how many entries were counted.</summary>
    public int Entries { get; private set; }

    /// <summary>Gets the refusal that was made, first of all; null where there is none.</summary>
    public Rejection? Refusal { get; private set; }

    /// <summary>Makes a refusal. It holds even where a library swallows the exception.</summary>
    /// <returns>What to throw.</returns>
    public ArchiveRefusedException Refuse(string detail)
    {
        Refusal ??= Rejection.ArchiveRefused(detail);
        return new ArchiveRefusedException(detail);
    }

    public void CountEntry()
    {
        if (++Entries > limits.MaxEntries)
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"The archive has more than {limits.MaxEntries} entries"));
    }

    /// <summary>Counts bytes that were expanded. Called for every piece, so that time is watched too.</summary>
    public void CountExpanded(long bytes)
    {
        expanded += bytes;
        if (expanded > limits.MaxExpandedSize)
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"The archive expands to more than {limits.MaxExpandedSize} bytes"));

        if (expanded > RatioFrom && expanded / limits.MaxRatio > upload.Handed)
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"The archive expands to more than {limits.MaxRatio} times its size"));

        CheckTime();
    }

    public void CheckTime()
    {
        if (upload.Spent > limits.TimeLimit)
            throw Refuse("The archive takes too long to look into");
    }

    /// <summary>Takes memory that an archive asks for.</summary>
    public void Hold(long bytes)
    {
        held += bytes;
        if (held > limits.MemoryLimit)
            throw Refuse("The archive takes too much memory to look into");
    }

    public void Release(long bytes) => held -= bytes;
}
