using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Endpoints;

internal static class RequestPrefix
{
    /// <summary>Takes the endpoint's own segments off the request's path: what is left is path base, route groups (their parameters filled in) and prefix.</summary>
    public static string Of(HttpRequest request, int segments)
    {
        var path = request.Path.ToUriComponent().AsSpan();
        if (path.EndsWith('/'))
            path = path[..^1];

        for (var i = 0; i < segments; i++)
            path = path[..Math.Max(path.LastIndexOf('/'), 0)];

        return string.Concat(request.PathBase.ToUriComponent(), path);
    }
}
