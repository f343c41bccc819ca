using System.Data.Common;
using System.Net.Sockets;
using Attachments.Persistence;
using Attachments.Storage.FileSystem;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Attachments.SampleHost.Configuration;

/// <summary>What the operator is told where the host cannot start.</summary>
internal static class StartupFailure
{
    /// <summary>Puts a failure that the operator can do something about into one sentence; null for any other, which is a fault and keeps its stack trace.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        OptionsValidationException validation when validation.OptionsType == typeof(FileSystemStoreOptions) =>
            $"{HostSettings.BlobPathKey} (or BLOB_STORAGE_PATH) cannot be used: {exception.Message}",
        InvalidSettingException or OptionsValidationException => exception.Message,
        // The configuration binder: "Failed to convert configuration value 'x' at 'Attachments:MaxAttachmentSize' to type …".
        InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => exception.Message,
        // A JSON file that is none; addresses that are none, or somebody else's.
        InvalidDataException or FormatException or IOException { InnerException: AddressInUseException } => $"{exception.Message} {exception.InnerException?.Message}".TrimEnd(),
        // Addresses that are not this machine's, or not this user's.
        SocketException or IOException { InnerException: AggregateException } or ArgumentOutOfRangeException { ParamName: "port" } =>
            $"The address to listen at (urls) cannot be used: {exception.GetBaseException().Message}".ReplaceLineEndings(" "),
        AttachmentDatabaseException or DbException => $"The database cannot be used: {exception.GetBaseException().Message}",
        _ => null,
    };
}
