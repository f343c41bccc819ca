using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Persistence;

/// <summary>A message and its tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Message">The message.</param>
public readonly record struct TenantMessage(TenantId Tenant, MessageId Message);
