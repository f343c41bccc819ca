using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Download;

/// <summary>Knows what a browser wants an answer for (Fetch Metadata, <c>Sec-Fetch-Dest</c>).</summary>
internal static class FetchDestination
{
    private static readonly HashSet<string> Code = new(StringComparer.Ordinal)
    {
        "script", "style", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet", "xslt", "manifest",
    };

    /// <summary>Tells whether a page would make the answer a part of its own program.</summary>
    /// <remarks>
    /// A file of the host's origin passes a page's <c>script-src 'self'</c>, and no header of the file's own keeps it from running there: neither <c>nosniff</c>, where it is stored as a script,
    /// nor <c>Content-Disposition</c> or a policy, which scripts and styles do not heed. Clients that are no browser send nothing.
    /// </remarks>
    public static bool IsCode(IHeaderDictionary headers) => headers.TryGetValue("Sec-Fetch-Dest", out var destinations) && destinations.Any(destination => Code.Contains(destination!));
}
