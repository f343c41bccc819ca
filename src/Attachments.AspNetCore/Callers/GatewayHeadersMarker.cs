namespace Attachments.AspNetCore.Callers;

/// <summary>Registered where the gateway's headers are believed.</summary>
internal sealed class GatewayHeadersMarker;
