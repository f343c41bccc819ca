namespace Attachments.PostgreSql.RowLevelSecurity;

// A wall that is only believed in is worse than none: a host whose roles or tables do not make one does not start.
internal static class RowLevelSecurityCheck
{
    private const string HowToApply = "Call ApplyAttachmentsSchemaAsync() as the role of maintenance, or run RowLevelSecurityScript as the tables' owner.";

    public static void RequireWall(RoleAccess requests, RoleAccess maintenance)
    {
        if (requests.IsExempt)
            throw new InvalidOperationException(
                $"Row-level security does not hold for the requests' role {requests.Role}: it is a superuser or has BYPASSRLS. Give the requests a role that is neither.");

        RequireSameTables(requests, maintenance);

        foreach (var table in requests.Tables)
        {
            if (!table.IsForced)
                throw new InvalidOperationException($"The attachments' table {table.Name} lacks FORCE ROW LEVEL SECURITY. {HowToApply}");

            if (!table.HasTenantPolicy)
                throw new InvalidOperationException($"The attachments' table {table.Name} lacks the policy {RowLevelSecurityScript.TenantPolicy} of this version. {HowToApply}");

            if (table.HasOtherPolicy)
                throw new InvalidOperationException(
                    $"Another policy than {RowLevelSecurityScript.TenantPolicy} lets the requests' role {requests.Role} see rows of the attachments' table {table.Name}. "
                    + "Give the requests a role that is no member of the role of maintenance, and drop other permissive policies.");
        }

        // Without it sweeps and scans would see nothing, and so say nothing.
        foreach (var table in maintenance.Tables.Where(table => !maintenance.IsExempt && !table.SeesAll))
            throw new InvalidOperationException($"No policy lets the role of maintenance, {maintenance.Role}, see all rows of the attachments' table {table.Name}. {HowToApply}");

        if (!maintenance.IsExempt)
            RequireNoRestriction(maintenance);
    }

    // A host that was not told of the wall would find every message empty.
    public static void RequireNoWall(RoleAccess access)
    {
        // A policy that a host has made itself is the host's to judge.
        if (access.Tables.Any(table => table is { BindsRole: true, SeesAll: false } and ({ HasTenantPolicy: true } or { HasOtherPolicy: false })))
            throw new InvalidOperationException(
                $"The attachments' tables have row-level security, to which the role {access.Role} is subject. Set RowLevelSecurity in the options of UsePostgreSql.");

        RequireNoRestriction(access);
    }

    // To sweeps, scans and checks, rows that are hidden are rows that are not there; a check with repair deletes what no row names.
    private static void RequireNoRestriction(RoleAccess access)
    {
        foreach (var table in access.Tables.Where(table => table is { BindsRole: true, IsRestricted: true }))
            throw new InvalidOperationException(
                $"A restrictive policy hides rows of the attachments' table {table.Name} from the role {access.Role}, which must see all of them. "
                + "Make the policy for the role of the requests alone (CREATE POLICY ... AS RESTRICTIVE TO ...).");
    }

    private static void RequireSameTables(RoleAccess requests, RoleAccess maintenance)
    {
        if (requests.Database != maintenance.Database || !requests.Tables.Select(table => table.Id).SequenceEqual(maintenance.Tables.Select(table => table.Id)))
            throw new InvalidOperationException("The connections of the requests and of maintenance do not lead to the same tables.");
    }
}
