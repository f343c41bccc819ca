using System.Collections.Concurrent;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>What was seen that may not be. One is enough to fail the run.</summary>
/// <param name="log">Is told of the first ones at once.</param>
internal sealed class Violations(TextWriter log)
{
    // One fault may show in a thousand places.
    private const int Shown = 20;

    private readonly ConcurrentQueue<string> all = new();

    public IReadOnlyCollection<string> All => all;

    public void Add(string violation)
    {
        all.Enqueue(violation);
        if (all.Count <= Shown)
            log.WriteLine($"VIOLATION {violation}");
    }
}
