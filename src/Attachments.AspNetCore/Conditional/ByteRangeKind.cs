namespace Attachments.AspNetCore.Conditional;

internal enum ByteRangeKind
{
    Whole,

    Part,

    Unsatisfiable,
}
