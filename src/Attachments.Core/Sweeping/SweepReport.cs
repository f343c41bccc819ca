namespace Attachments.Sweeping;

/// <summary>What a sweep cleared.</summary>
/// <param name="Strays">Of how many keys the bytes were deleted. One that could not be forgotten then is counted again by a later sweep.</param>
/// <param name="Stagings">How many stagings of dead processes were dropped.</param>
/// <param name="LostMessages">How many messages the host's directory no longer knew, whose attachments were deleted.</param>
public readonly record struct SweepReport(int Strays, int Stagings, int LostMessages);
