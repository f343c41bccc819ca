using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

[OptionsValidator]
internal sealed partial class S3TransferOptionsValidator : IValidateOptions<S3TransferOptions>;
