using Microsoft.Extensions.Options;

namespace Attachments;

[OptionsValidator]
internal sealed partial class AttachmentsOptionsValidator : IValidateOptions<AttachmentsOptions>;
