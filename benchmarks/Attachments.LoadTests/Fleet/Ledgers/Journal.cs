using System.Globalization;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>Everything that was acknowledged, in a file that outlives the run.</summary>
internal sealed class Journal(string file) : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter writer = new(file) { AutoFlush = true };

    public string File => file;

    public void Write(string what, MessageLedger message, LedgerEntry? entry = null)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:O} {what} {message.Owner.Tenant} {message.Id} {entry?.Id} {entry?.Content.Seed} {entry?.Content.Length} {entry?.Content.Digest}");
        lock (gate)
            writer.WriteLine(line.TrimEnd());
    }

    public void Dispose() => writer.Dispose();
}
