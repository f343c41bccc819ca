using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.FileSystem;

// Refuses to start on a root that cannot work or that the web server might serve, rather than to fail at the first upload.
internal sealed class FileSystemStoreStartCheck(
    IBlobStore store, IServiceProvider services, IHostEnvironment environment, IConfiguration configuration, ILogger<FileSystemStoreStartCheck> logger) : IHostedLifecycleService
{
    private bool isChecked;

    // As early as can be, so that nobody makes a store in an empty root before it was asked about.
    public async Task StartingAsync(CancellationToken cancellationToken) => isChecked = await TryCheckAsync(isLastTime: false, cancellationToken).ConfigureAwait(false);

    // By now there are tables.
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!isChecked)
            await TryCheckAsync(isLastTime: true, cancellationToken).ConfigureAwait(false);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OptionsValidationException Refusal(string sentence) =>
        new(Options.DefaultName, typeof(FileSystemStoreOptions), [sentence]);

    private async ValueTask<bool> TryCheckAsync(bool isLastTime, CancellationToken cancellationToken)
    {
        // Another store was chosen after this one.
        if (store is not FileSystemBlobStore fileSystem)
            return true;

        var root = fileSystem.Layout.Root;

        try
        {
            RequireApartFromWebRoot(root);
            if (!await IsKnownAsync(fileSystem.Layout, isLastTime, cancellationToken).ConfigureAwait(false))
                return false;

            await fileSystem.CheckAsync(cancellationToken).ConfigureAwait(false);
            WarnWhereWatched(root);
            return true;
        }
        catch (BlobStoreException exception)
        {
            throw Refusal($"RootPath of the file system store, \"{root}\", cannot be used. {exception.Message}");
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw Refusal($"RootPath of the file system store, \"{root}\", cannot be used: {FileFault.Reason(exception)}.");
        }
    }

    // A store made in the mount point of a volume that comes later would take uploads that nobody finds again, and answer for the others that they are lost.
    private async ValueTask<bool> IsKnownAsync(StoreLayout layout, bool isLastTime, CancellationToken cancellationToken)
    {
        if (IsThere(layout.BlobsDirectory))
            return true;

        var shouldHoldBytes = await EmptyRoot.ShouldHoldBytesAsync(services, cancellationToken).ConfigureAwait(false);
        if (shouldHoldBytes == true)
        {
            throw Refusal(
                $"RootPath of the file system store, \"{layout.Root}\", holds no store, yet the database knows of files in it. Is its volume mounted? "
                + "Where the files are lost for good, make its directory \"blobs\" to go on without them.");
        }

        return isLastTime || shouldHoldBytes is not null;
    }

    // What may not be asked about is a fault of its own, not an empty root.
    private static bool IsThere(string directory)
    {
        try
        {
            return File.GetAttributes(directory).HasFlag(FileAttributes.Directory);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    // The system has so many watches for a user, and each of the store's directories takes one: past the last, no change of a setting is seen any more.
    private void WarnWhereWatched(string root)
    {
        var isWatching = !string.Equals(configuration["hostBuilder:reloadConfigOnChange"], "false", StringComparison.OrdinalIgnoreCase);
        if (isWatching && RealPath.IsWithin(RealPath.Of(root), RealPath.Of(environment.ContentRootPath)))
            logger.RootIsWatched(root);
    }

    private void RequireApartFromWebRoot(string root)
    {
        var webRoot = Path.Combine(environment.ContentRootPath, configuration["webroot"] is { Length: > 0 } configured ? configured : "wwwroot");
        var realRoot = RealPath.Of(root);
        var realWebRoot = RealPath.Of(webRoot);

        if (RealPath.IsWithin(realRoot, realWebRoot))
            throw Refusal($"RootPath of the file system store, \"{root}\", must not lie under the web root \"{webRoot}\": its files would be served without a check.");

        if (RealPath.IsWithin(realWebRoot, realRoot))
            throw Refusal($"RootPath of the file system store, \"{root}\", must not contain the web root \"{webRoot}\": the store needs a directory of its own.");
    }
}
