using System.Text.Json;
using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>Compares what a host lists with what its answers have said.</summary>
internal static class ListCheck
{
    public static IReadOnlyList<ListedItem> Read(FleetAnswer list) =>
        [.. list.Json!.Value.GetProperty("data").EnumerateArray().Select(static item => new ListedItem(Text(item, "id"), Text(item, "contentHash"), item.GetProperty("size").GetInt64()))];

    public static void Compare(MessageLedger message, FleetAnswer list, Violations violations)
    {
        var items = Read(list);
        foreach (var twins in items.CountBy(item => item.Digest).Where(twins => twins.Value > 1))
            violations.Add($"{message.Id} has {twins.Value} attachments of the content {twins.Key}: {list}");

        foreach (var item in items)
            CompareItem(message, item, violations);

        foreach (var entry in message.Entries.Where(entry => entry.Presence == Presence.Present && items.All(item => item.Digest != entry.Content.Digest)))
            violations.Add($"{message.Id} has lost {entry.Id} in the list of {list.Host.Name}");
    }

    private static void CompareItem(MessageLedger message, ListedItem item, Violations violations)
    {
        var entry = message.Find(item.Digest);
        if (entry is null || entry.Presence == Presence.Absent)
            violations.Add($"{message.Id} shows {item.Id}, which nobody uploaded or whose delete was answered");
        else if (entry.Presence == Presence.Present && entry.Id != item.Id)
            violations.Add($"{message.Id} shows {item.Id} in place of {entry.Id}");
        else if (entry.Content.Length != item.Length)
            violations.Add($"{message.Id} shows {item.Id} with {item.Length} bytes in place of {entry.Content.Length}");
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString()!;
}
