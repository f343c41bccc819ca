namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>An attachment as a list shows it.</summary>
internal sealed record ListedItem(string Id, string Digest, long Length);
