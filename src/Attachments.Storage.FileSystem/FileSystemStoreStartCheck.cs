using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.FileSystem;

// Refuses to start on a root that cannot work or that the web server might serve, rather than to fail at the first upload.
internal sealed class FileSystemStoreStartCheck(IBlobStore store, IHostEnvironment environment, IConfiguration configuration) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // Another store was chosen after this one.
        if (store is not FileSystemBlobStore fileSystem)
            return;

        var root = fileSystem.Layout.Root;

        try
        {
            RequireApartFromWebRoot(root);
            await fileSystem.CheckAsync(cancellationToken).ConfigureAwait(false);
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

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OptionsValidationException Refusal(string sentence) =>
        new(Options.DefaultName, typeof(FileSystemStoreOptions), [sentence]);

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
