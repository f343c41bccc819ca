namespace Attachments.AspNetCore.Conditional;

/// <summary>The part of a representation that a request asks for.</summary>
/// <param name="Kind">Whether there is such a part.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Count">How many bytes, 1 or more where the range is satisfiable.</param>
internal readonly record struct ByteRange(ByteRangeKind Kind, long Offset, long Count)
{
    /// <summary>The range does not count: the whole representation is served.</summary>
    public static ByteRange Whole => new(ByteRangeKind.Whole, 0, 0);

    /// <summary>No byte of the representation lies in the range.</summary>
    public static ByteRange Unsatisfiable => new(ByteRangeKind.Unsatisfiable, 0, 0);

    public static ByteRange Part(long offset, long count) => new(ByteRangeKind.Part, offset, count);
}
