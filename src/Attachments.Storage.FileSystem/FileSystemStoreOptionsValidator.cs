using Microsoft.Extensions.Options;

namespace Attachments.Storage.FileSystem;

[OptionsValidator]
internal sealed partial class FileSystemStoreOptionsValidator : IValidateOptions<FileSystemStoreOptions>;
