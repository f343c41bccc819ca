namespace Attachments.Storage.Migration;

internal static class StoreInventory
{
    public static IBlobInventory Of(IBlobStore store) => store as IBlobInventory
        ?? throw new InvalidOperationException($"The store {store.GetType().Name} cannot say what it holds: it does not implement {nameof(IBlobInventory)}.");
}
