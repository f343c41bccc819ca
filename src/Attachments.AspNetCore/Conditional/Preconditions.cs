using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Conditional;

/// <summary>Decides whether a GET or HEAD goes on, in the order that RFC 9110, section 13.2.2, asks for.</summary>
internal static class Preconditions
{
    /// <param name="headers">The request's headers.</param>
    /// <param name="etag">The representation's strong entity tag, with its quotes.</param>
    /// <param name="lastModified">When the representation was made, in whole seconds.</param>
    public static PreconditionOutcome Evaluate(IHeaderDictionary headers, string etag, DateTimeOffset lastModified)
    {
        if (!HoldsForMatch(headers.IfMatch, headers.IfUnmodifiedSince, etag, lastModified))
            return PreconditionOutcome.Failed;

        return IsNotModified(headers.IfNoneMatch, headers.IfModifiedSince, etag, lastModified)
            ? PreconditionOutcome.NotModified
            : PreconditionOutcome.Holds;
    }

    /// <summary>Decides whether a range may be served. Without <c>If-Range</c> it may.</summary>
    /// <remarks>The date is a strong validator here: an attachment's bytes never change.</remarks>
    public static bool AllowsRange(StringValues ifRange, string etag, DateTimeOffset lastModified)
    {
        if (ifRange.Count == 0)
            return true;

        return HttpDate.TryParse(ifRange, out var date)
            ? date == lastModified
            : ifRange.Count == 1 && ifRange[0].AsSpan().Trim(" \t").SequenceEqual(etag);
    }

    /// <summary>Says whether the conditions let a method change the resource (RFC 9110, section 13.2.2).</summary>
    public static bool AllowChange(IHeaderDictionary headers, string etag, DateTimeOffset lastModified) =>
        HoldsForMatch(headers.IfMatch, headers.IfUnmodifiedSince, etag, lastModified) && !(headers.IfNoneMatch.Count > 0 && EntityTags.ContainsWeak(headers.IfNoneMatch, etag));

    // If-Unmodified-Since counts only where there is no If-Match.
    private static bool HoldsForMatch(StringValues ifMatch, StringValues ifUnmodifiedSince, string etag, DateTimeOffset lastModified)
    {
        if (ifMatch.Count > 0)
            return EntityTags.ContainsStrong(ifMatch, etag);

        return !HttpDate.TryParse(ifUnmodifiedSince, out var date) || lastModified <= date;
    }

    // If-Modified-Since counts only where there is no If-None-Match.
    private static bool IsNotModified(StringValues ifNoneMatch, StringValues ifModifiedSince, string etag, DateTimeOffset lastModified)
    {
        if (ifNoneMatch.Count > 0)
            return EntityTags.ContainsWeak(ifNoneMatch, etag);

        return HttpDate.TryParse(ifModifiedSince, out var date) && lastModified <= date;
    }
}
