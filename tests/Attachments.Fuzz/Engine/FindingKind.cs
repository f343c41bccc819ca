namespace Attachments.Fuzz.Engine;

internal enum FindingKind
{
    /// <summary>An exception that the parser must not throw.</summary>
    Crash,

    /// <summary>A property that does not hold.</summary>
    Violation,

    /// <summary>An input that took more than a second.</summary>
    Slow,

    /// <summary>An input that allocated more than it may.</summary>
    Memory,
}
