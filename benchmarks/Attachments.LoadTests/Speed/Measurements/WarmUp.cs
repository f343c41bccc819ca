namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>How long a server is warmed up, in its own processor time.</summary>
/// <remarks>
/// A server that shares one processor with its compiler is seen to be compiled anew for up to a minute, and the more code a request goes through, the longer:
/// what was measured before came out at half its speed.
/// </remarks>
/// <param name="Least">At least so long.</param>
/// <param name="Quiet">Until nothing was compiled for so long.</param>
/// <param name="Most">At most so long.</param>
internal sealed record WarmUp(TimeSpan Least, TimeSpan Quiet, TimeSpan Most)
{
    public static WarmUp OfSmallRequests { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90));

    public static WarmUp OfBulk { get; } = new(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));

    /// <summary>Gets what leaves some of 100,000 rows to requests that each delete one.</summary>
    public static WarmUp OfDeletes { get; } = new(TimeSpan.FromSeconds(8), TimeSpan.Zero, TimeSpan.FromSeconds(8));

    /// <summary>Gets what finds a server that has become twice as slow.</summary>
    public static WarmUp OfBulkInShort { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.Zero, TimeSpan.FromSeconds(2));

    public bool GoesOn(TimeSpan spent, TimeSpan sinceCompiled) => spent < Most && (spent < Least || sinceCompiled < Quiet);
}
