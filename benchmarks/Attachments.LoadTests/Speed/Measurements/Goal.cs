namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>What a figure must be, and what it should become.</summary>
/// <param name="Key">The figure's name in the file of committed ones.</param>
/// <param name="Operation">What was measured.</param>
/// <param name="Bound">The least that is accepted.</param>
/// <param name="Reach">What to reach for; null where there is none.</param>
/// <param name="IsCost">Whether less is better.</param>
/// <param name="CpuBound">The most processor time that is accepted, as a ratio; null where nothing is said of it.</param>
/// <param name="CpuReach">What to reach for.</param>
/// <param name="Unit">What stands behind the figures.</param>
internal sealed record Goal(
    string Key, string Operation, double Bound, double? Reach, bool IsCost = false, double? CpuBound = null, double? CpuReach = null, string Unit = "");
