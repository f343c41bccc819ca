namespace Attachments.PostgreSql.RowLevelSecurity;

// BindsRole: the role sees only what policies let through. Of the policies only those that apply to the role: HasTenantPolicy is the library's own, letter by
// letter; HasOtherPolicy any other that lets rows through; SeesAll one that lets all through. IsRestricted: a restrictive one hides rows again, whatever the others let through.
internal readonly record struct TableAccess(uint Id, string Name, bool IsForced, bool BindsRole, bool HasTenantPolicy, bool HasOtherPolicy, bool SeesAll, bool IsRestricted);
