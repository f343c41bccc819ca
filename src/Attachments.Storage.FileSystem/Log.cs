using Microsoft.Extensions.Logging;

namespace Attachments.Storage.FileSystem;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "Could not discard the staging of blob {Blob}. A later sweep drops it.")]
    public static partial void StagingLeft(this ILogger logger, Exception exception, BlobId blob);

    [LoggerMessage(1202, LogLevel.Warning, "RootPath of the file system store, \"{Root}\", lies in the content root, which the host watches for changed settings with every directory below. Move it, or set hostBuilder:reloadConfigOnChange to false on the command line (DOTNET_hostBuilder__reloadConfigOnChange in the environment).")]
    public static partial void RootIsWatched(this ILogger logger, string root);
}
