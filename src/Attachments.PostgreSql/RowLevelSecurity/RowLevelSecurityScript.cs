using Attachments.Relational.Schema;

namespace Attachments.PostgreSql.RowLevelSecurity;

/// <summary>The SQL that puts row-level security on the attachments' tables, for those who apply it themselves: by hand, or in a migration of their own.</summary>
public static class RowLevelSecurityScript
{
    internal const string Setting = "attachments.tenant";
    internal const string TenantPolicy = "attachments_tenant";
    internal const string MaintenancePolicy = "attachments_maintenance";

    // A setting that was set for a transaction is not unset after it, but empty; so nullif, and a comparison with null is never true.
    private const string IsTenantOfTransaction = $"tenant_id = nullif(current_setting('{Setting}', true), '')";

    /// <summary>Makes the script. It may be run again at any time, by the tables' owner.</summary>
    /// <param name="schema">The schema that the tables are in: <see cref="PostgreSqlAttachmentsOptions.Schema"/>.</param>
    /// <param name="maintenanceRole">The role that sees the rows of all tenants, or one whose members do. Quoted here, so the exact name.</param>
    /// <returns>Statements that end in semicolons.</returns>
    /// <exception cref="ArgumentException">The schema is no plain identifier, or the role's name is empty.</exception>
    public static string Create(string schema, string maintenanceRole)
    {
        ArgumentException.ThrowIfNullOrEmpty(maintenanceRole);
        if (!PostgreSqlAttachmentsOptionsValidator.IsIdentifier(schema))
            throw new ArgumentException("It must be a plain identifier: lower-case letters, digits and underscores, not beginning with a digit.", nameof(schema));

        return string.Join('\n', SchemaTables.All.Select(table => OfTable($"{schema}.{table.Name}", maintenanceRole)));
    }

    internal static string OfTable(string table, string maintenanceRole) => $"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS {TenantPolicy} ON {table};
        CREATE POLICY {TenantPolicy} ON {table}
            USING ({IsTenantOfTransaction})
            WITH CHECK ({IsTenantOfTransaction});
        DROP POLICY IF EXISTS {MaintenancePolicy} ON {table};
        CREATE POLICY {MaintenancePolicy} ON {table} TO {Quote(maintenanceRole)} USING (true) WITH CHECK (true);

        """;

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
