using Attachments.Browser.Corpus;
using Attachments.Contract.Http;

namespace Attachments.Browser.Hosting;

/// <summary>An active file that a host has taken.</summary>
public sealed record HostileFile(ActiveFile File, AttachmentView Attachment, Canary Canary);
