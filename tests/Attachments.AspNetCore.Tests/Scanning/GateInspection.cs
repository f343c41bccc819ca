using System.Text;
using Attachments.Scanning;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Attachments.AspNetCore.Tests.Scanning;

/// <summary>Asks every route of a host, by each of its methods and in many ways, for files that have a verdict, and reports what should not have come back.</summary>
internal static class GateInspection
{
    // Of a route that takes every method these are tried.
    private static readonly string[] AnyMethod = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Lists what is wrong, one line each; nothing where every route holds what it must hold.</summary>
    public static async Task<IReadOnlyList<string>> FindFaultsAsync(GateHost host, ScanStatus status)
    {
        var faults = new List<string>();
        foreach (var route in host.Routes)
        {
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : AnyMethod)
                faults.AddRange(await InspectAsync(host, route, method, status));
        }

        return faults;
    }

    private static async Task<IReadOnlyList<string>> InspectAsync(GateHost host, RouteEndpoint route, string method, ScanStatus status)
    {
        var faults = new List<string>();
        for (var i = 0; i < Variants("").Count; i++)
        {
            // A new one for each request, for some requests delete it.
            var attachment = await host.AttachAsync(status);
            var (query, headers) = Variants($"\"{attachment.Digest}\"")[i];
            using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(route.RoutePattern, attachment.Id) + query);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);

            using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var what = $"{method} {route.RoutePattern.RawText}{query} {string.Join(", ", headers)}: {(int)response.StatusCode}";

            if (HoldsContent(body))
                faults.Add($"{what} gives out {status} bytes.");
            if (route.Metadata.GetMetadata<AttachmentEndpointMetadata>()?.GivesContent == true && NamesAttachment(route) && Refusal(status) is var (refused, code) && !IsRefusal(response, body, refused, code))
                faults.Add($"{what} is not the refusal {refused} {code}.");
        }

        return faults;
    }

    // Sixteen bytes, the shortest range that is asked for, are told apart from anything that an answer says.
    private static bool HoldsContent(string body) => body.Contains(GateHost.Marker[..16], StringComparison.Ordinal) || body.Contains(GateHost.Marker[^16..], StringComparison.Ordinal);

    private static bool NamesAttachment(RouteEndpoint route) => route.RoutePattern.GetParameter("attachmentId") is not null;

    private static (int Status, string Code)? Refusal(ScanStatus status) => status switch
    {
        ScanStatus.Pending => (409, "scan_pending"),
        ScanStatus.Infected => (403, "malware_detected"),
        ScanStatus.Unscannable => (403, "file_unscannable"),
        _ => null,
    };

    private static bool IsRefusal(HttpResponseMessage response, string body, int status, string code) =>
        (int)response.StatusCode == status && response.Headers.ETag is null
        && (response.RequestMessage!.Method == HttpMethod.Head ? body.Length == 0 : body.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal));

    private static string PathOf(RoutePattern pattern, AttachmentId id)
    {
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    RoutePatternParameterPart { Name: "messageId" } => "m1",
                    RoutePatternParameterPart => id.ToString(),
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    _ => "",
                });
            }
        }

        return path.ToString();
    }

    private static IReadOnlyList<(string Query, (string Name, string Value)[] Headers)> Variants(string etag) =>
    [
        ("", []),
        ("?inline=true", []),
        ("?size=256", []),
        ("", [("Range", "bytes=0-")]),
        ("", [("Range", "bytes=0-15")]),
        ("", [("Range", "bytes=-16")]),
        ("", [("Range", "bytes=0-15,20-40")]),
        ("", [("Range", "bytes=9999999-")]),
        ("?inline=true", [("Range", "bytes=0-15"), ("If-Range", etag)]),
        ("", [("If-None-Match", etag)]),
        ("", [("If-None-Match", "*")]),
        ("", [("If-Match", "\"another\"")]),
        ("", [("If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT")]),
    ];
}
