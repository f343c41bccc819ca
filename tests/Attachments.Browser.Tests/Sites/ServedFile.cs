namespace Attachments.Browser.Sites;

/// <summary>One answer of the host to the browser.</summary>
/// <param name="Destination">What the browser wanted it for: <c>Sec-Fetch-Dest</c>.</param>
/// <param name="Query">The address's query.</param>
/// <param name="Status">The status.</param>
/// <param name="IsInline">Whether the host told the browser to show it.</param>
public sealed record ServedFile(string Destination, string Query, int Status, bool IsInline);
