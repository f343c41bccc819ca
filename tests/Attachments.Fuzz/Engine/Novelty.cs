namespace Attachments.Fuzz.Engine;

internal enum Novelty
{
    None,

    /// <summary>A known branch was taken another number of times.</summary>
    Count,

    /// <summary>A branch was taken for the first time.</summary>
    Branch,
}
