using Microsoft.AspNetCore.Builder;

namespace Attachments.AspNetCore.Tests.Routing;

internal sealed record Marker(string Name);

internal static class MarkerExtensions
{
    public static void Mark(this IEndpointConventionBuilder builder, string name) => builder.WithMetadata(new Marker(name));
}
