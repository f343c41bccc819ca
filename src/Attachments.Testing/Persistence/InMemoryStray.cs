namespace Attachments.Testing.Persistence;

internal sealed record InMemoryStray(bool IsReserved, DateTimeOffset DueAt);
