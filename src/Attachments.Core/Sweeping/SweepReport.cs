namespace Attachments.Sweeping;

/// <summary>What a sweep cleared.</summary>
/// <param name="Strays">How many keys were forgotten after their bytes had been deleted.</param>
/// <param name="Stagings">How many stagings of dead processes were dropped.</param>
/// <param name="LostMessages">How many messages the host's directory no longer knew, whose attachments were deleted.</param>
public readonly record struct SweepReport(int Strays, int Stagings, int LostMessages);
