using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Content;

/// <summary>What an inspector is told of an upload before its first byte.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Message">The message.</param>
/// <param name="FileName">The cleaned file name of the part; an override may still follow it.</param>
/// <param name="ContentType">The declared type, normalised.</param>
public sealed record InspectedUpload(TenantId Tenant, MessageId Message, string FileName, string ContentType);
