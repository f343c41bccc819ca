using System.Runtime.CompilerServices;

namespace Attachments.Storage.Migration;

// One store made of two. A blob is in either, or in both with the same bytes, and stays where it is until it is deleted from both.
internal sealed class MigratingBlobStore(StoreMigrationStep step, IBlobStore from, IBlobStore to) : IBlobStore, IBlobInventory, IBlobLinks
{
    private const string FromPrefix = "from/";
    private const string ToPrefix = "to/";

    private readonly IBlobStore written = step == StoreMigrationStep.Prepare ? from : to;
    private readonly IBlobStore other = step == StoreMigrationStep.Prepare ? to : from;

    // "No such blob" of one side says nothing, so both must be able to make a link before any is promised.
    public bool MakesLinks => from is IBlobLinks { MakesLinks: true } && to is IBlobLinks { MakesLinks: true };

    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) =>
        written.BeginWriteAsync(key, expectedLength, cancellationToken);

    // Nothing moves from one side to the other but copies: what the first has not and the second has not either is nowhere.
    public async ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken) =>
        await written.OpenReadAsync(key, offset, count, cancellationToken).ConfigureAwait(false)
        ?? await other.OpenReadAsync(key, offset, count, cancellationToken).ConfigureAwait(false);

    // The new side first: a copy that is being made of these bytes dies with its staging before their original does.
    public async ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        await to.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        await from.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) =>
        await to.DropStagingsAsync(untouchedFor, cancellationToken).ConfigureAwait(false)
        + await from.DropStagingsAsync(untouchedFor, cancellationToken).ConfigureAwait(false);

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        await to.CheckAsync(cancellationToken).ConfigureAwait(false);
        await from.CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isInTo = after?.StartsWith(ToPrefix, StringComparison.Ordinal) == true;
        if (!isInTo)
        {
            await foreach (var stored in Inventory(from).ListObjectsAsync(after?[FromPrefix.Length..], cancellationToken).ConfigureAwait(false))
                yield return stored with { Name = FromPrefix + stored.Name };
        }

        await foreach (var stored in Inventory(to).ListObjectsAsync(isInTo ? after![ToPrefix.Length..] : null, cancellationToken).ConfigureAwait(false))
            yield return stored with { Name = ToPrefix + stored.Name };
    }

    public async IAsyncEnumerable<StoredStaging> ListStagingsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var staging in Inventory(from).ListStagingsAsync(cancellationToken).ConfigureAwait(false))
            yield return staging with { Name = FromPrefix + staging.Name };

        await foreach (var staging in Inventory(to).ListStagingsAsync(cancellationToken).ConfigureAwait(false))
            yield return staging with { Name = ToPrefix + staging.Name };
    }

    public async ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken) =>
        await Inventory(written).FindLengthAsync(key, cancellationToken).ConfigureAwait(false)
        ?? await Inventory(other).FindLengthAsync(key, cancellationToken).ConfigureAwait(false);

    public async ValueTask<Uri?> MakeLinkAsync(BlobKey key, BlobLink link, CancellationToken cancellationToken) =>
        await ((IBlobLinks)written).MakeLinkAsync(key, link, cancellationToken).ConfigureAwait(false)
        ?? await ((IBlobLinks)other).MakeLinkAsync(key, link, cancellationToken).ConfigureAwait(false);

    private static IBlobInventory Inventory(IBlobStore store) => StoreInventory.Of(store);
}
