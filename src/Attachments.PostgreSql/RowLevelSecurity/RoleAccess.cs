namespace Attachments.PostgreSql.RowLevelSecurity;

// What the role of a connection may see, as the server's catalog has it.
internal sealed record RoleAccess(string Role, string Database, bool IsExempt, IReadOnlyList<TableAccess> Tables);
