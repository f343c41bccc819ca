namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Which slice a <see cref="BareList"/> holds.</summary>
internal sealed record BarePagination(long Total, int Offset, int Limit);
