namespace Attachments.Cli;

/// <summary>What was asked for cannot be done; the message says why in one sentence without secrets.</summary>
internal sealed class UsageException(string message) : Exception(message);
