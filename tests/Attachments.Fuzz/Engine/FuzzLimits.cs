namespace Attachments.Fuzz.Engine;

/// <summary>When a run ends: by whichever comes first.</summary>
/// <param name="Duration">How long, by the clock on the wall.</param>
/// <param name="Inputs">How many inputs are made of the corpus, about; null for as many as there is time for. With it and a seed, every run makes the same inputs.</param>
internal sealed record FuzzLimits(TimeSpan Duration, int? Inputs = null);
