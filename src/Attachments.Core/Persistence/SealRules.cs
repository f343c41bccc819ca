namespace Attachments.Persistence;

/// <summary>Which attachments keep a message from being sealed. An infected one always does.</summary>
/// <param name="RefusePending">Whether one without a verdict does.</param>
/// <param name="RefuseUnscannable">Whether one that could not be scanned does.</param>
public readonly record struct SealRules(bool RefusePending, bool RefuseUnscannable);
