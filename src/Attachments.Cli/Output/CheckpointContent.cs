namespace Attachments.Cli.Output;

/// <summary>What a checkpoint's file holds.</summary>
/// <param name="Target">What the command works on, without secrets.</param>
/// <param name="Checkpoint">The library's own text.</param>
internal sealed record CheckpointContent(string? Target, string? Checkpoint);
