namespace Attachments.LoadTests.Speed.Servers;

/// <summary>What the bare list endpoints answer.</summary>
internal sealed record BareList(List<BareAttachment> Data, BarePagination Pagination);
