using Attachments.Access;
using Attachments.AspNetCore.Problems;

namespace Attachments.AspNetCore.Callers;

/// <summary>Who a request comes from: a caller, nobody (both null), or an identity that is no caller (a problem).</summary>
internal readonly record struct CallerResolution(AttachmentCaller? Caller, Problem? Problem)
{
    public static CallerResolution Nobody => default;

    public static implicit operator CallerResolution(AttachmentCaller caller) => new(caller, null);

    public static implicit operator CallerResolution(Problem problem) => new(null, problem);
}
