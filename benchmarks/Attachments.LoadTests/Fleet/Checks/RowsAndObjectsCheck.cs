using Attachments.LoadTests.Fleet.Ledgers;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>Compares the database's rows with the bucket's objects. Shares no code with the library.</summary>
internal static class RowsAndObjectsCheck
{
    private const int IdLength = 36;

    /// <returns>How many objects there are.</returns>
    public static async Task<int> RunAsync(FleetSettings settings, DatabaseOracle database, StoreOracle store, Violations violations)
    {
        var blobs = await database.ReadStoredBlobsAsync();
        var objects = await store.ListObjectsAsync();
        var found = new HashSet<Guid>();

        foreach (var (key, length) in objects)
        {
            if (key.Length < IdLength || !Guid.TryParse(key.AsSpan(key.Length - IdLength), out var id) || !blobs.TryGetValue(id, out var expected))
                violations.Add($"The object {key} has no row");
            else if (!found.Add(id))
                violations.Add($"The blob {id} has two objects");
            else if (expected != length)
                violations.Add($"The object {key} has {length} bytes, its row says {expected}");
        }

        foreach (var id in blobs.Keys.Except(found))
            violations.Add($"The blob {id} has a row and no object");

        foreach (var key in await store.ListMultipartUploadsAsync())
            violations.Add($"A multipart upload of {key} is left");

        await CountNoneAsync(database.CountStraysAsync, "strays are left", violations);
        await CountNoneAsync(database.CountBlobsWithoutAttachmentAsync, "blobs have no attachment", violations);
        await CountNoneAsync(database.CountTwinBlobsAsync, "blobs are stored twice", violations);
        await CountNoneAsync(database.CountAttachmentsOfAnotherTenantAsync, "attachments name another tenant's blob", violations);
        await CountNoneAsync(database.CountAttachmentsWithoutMessageAsync, "attachments have no message", violations);
        await CountNoneAsync(database.CountSentWithoutSealAsync, "sent messages are not sealed", violations);
        if (settings.Scans)
            await CountNoneAsync(database.CountPendingAsync, "blobs are not scanned", violations);

        return objects.Count;
    }

    private static async Task CountNoneAsync(Func<Task<long>> count, string what, Violations violations)
    {
        if (await count() is > 0 and var found)
            violations.Add($"{found} {what}");
    }
}
