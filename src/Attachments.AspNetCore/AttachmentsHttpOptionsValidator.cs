using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore;

[OptionsValidator]
internal sealed partial class AttachmentsHttpOptionsValidator : IValidateOptions<AttachmentsHttpOptions>;
