namespace Attachments.Content.Archives.Reading;

/// <summary>Memory that an archive asked for.</summary>
internal sealed class HeldMemory : IDisposable
{
    private readonly ArchiveBudget budget;
    private long bytes;

    public HeldMemory(ArchiveBudget budget, long bytes)
    {
        this.budget = budget;
        this.bytes = bytes;
        budget.Hold(bytes);
    }

    public void Grow(long more)
    {
        bytes += more;
        budget.Hold(more);
    }

    public void Dispose()
    {
        budget.Release(bytes);
        bytes = 0;
    }
}
