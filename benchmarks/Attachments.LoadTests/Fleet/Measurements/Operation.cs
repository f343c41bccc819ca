namespace Attachments.LoadTests.Fleet.Measurements;

/// <summary>One request of a client, and its answer.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="From">When it was sent.</param>
/// <param name="To">When its answer was read.</param>
/// <param name="Bytes">How many bytes of a file it moved.</param>
/// <param name="IsDisturbed">Whether something was away meanwhile, or just before.</param>
internal readonly record struct Operation(OperationKind Kind, OperationOutcome Outcome, TimeSpan From, TimeSpan To, long Bytes, bool IsDisturbed);
