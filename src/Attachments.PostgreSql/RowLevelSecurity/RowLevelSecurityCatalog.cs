using Attachments.Relational.Schema;
using Npgsql;

namespace Attachments.PostgreSql.RowLevelSecurity;

// Reads and makes what the catalog says of the tables' policies, from the point of view of the connection's role.
internal sealed class RowLevelSecurityCatalog(string schema, int commandTimeout)
{
    // As the server prints RowLevelSecurityScript's condition.
    private const string Condition = $"(tenant_id = NULLIF(current_setting('{RowLevelSecurityScript.Setting}'::text, true), ''::text))";

    private const string ReadRole = "SELECT current_user::text, current_database()::text, rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user";

    private const string ReadTables = $"""
        SELECT t.oid, t.relname::text, t.relrowsecurity AND t.relforcerowsecurity, row_security_active(t.oid),
               coalesce(p.is_tenant, false), coalesce(p.is_other, false), coalesce(p.is_open, false), coalesce(p.is_restricted, false)
          FROM pg_catalog.pg_class t
          LEFT JOIN LATERAL (
               SELECT bool_or(polname = '{RowLevelSecurityScript.TenantPolicy}' AND polcmd = '*' AND seen = $3 AND written = $3) FILTER (WHERE polpermissive) AS is_tenant,
                      bool_or(polname <> '{RowLevelSecurityScript.TenantPolicy}') FILTER (WHERE polpermissive) AS is_other,
                      bool_or(polcmd = '*' AND seen = 'true' AND written = 'true') FILTER (WHERE polpermissive) AS is_open,
                      bool_or(coalesce(seen, 'true') <> 'true' OR coalesce(written, 'true') <> 'true') FILTER (WHERE NOT polpermissive) AS is_restricted
                 FROM (SELECT polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid) AS seen, pg_get_expr(coalesce(polwithcheck, polqual), polrelid) AS written
                         FROM pg_catalog.pg_policy
                        WHERE polrelid = t.oid
                          AND EXISTS (SELECT 1 FROM unnest(polroles) r (role) WHERE role = 0 OR pg_has_role(current_user, role, 'USAGE'))) applying
               ) p ON true
         WHERE t.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1) AND t.relkind IN ('r', 'p') AND t.relname = ANY ($2)
         ORDER BY t.relname
        """;

    public async Task<RoleAccess> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection)
        {
            Timeout = commandTimeout,
            BatchCommands =
            {
                new NpgsqlBatchCommand(ReadRole),
                new NpgsqlBatchCommand(ReadTables)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = schema },
                        new NpgsqlParameter<string[]> { TypedValue = [.. SchemaTables.All.Select(table => table.Name)] },
                        new NpgsqlParameter<string> { TypedValue = Condition },
                    },
                },
            },
        };
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var (role, database, isExempt) = (reader.GetString(0), reader.GetString(1), reader.GetBoolean(2));

                var tables = new List<TableAccess>();
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    tables.Add(ReadTable(reader));

                return new RoleAccess(role, database, isExempt, tables);
            }
        }
    }

    // As the role of maintenance. Tables that are as they should be are left alone: changing one waits for everybody who uses it.
    public async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var access = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var sql = string.Concat(access.Tables
            .Where(table => !table.IsForced || !table.HasTenantPolicy || !table.SeesAll)
            .Select(table => RowLevelSecurityScript.OfTable($"{schema}.{table.Name}", access.Role)));
        if (sql.Length == 0)
            return;

        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = commandTimeout };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TableAccess ReadTable(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<uint>(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5), reader.GetBoolean(6), reader.GetBoolean(7));
}
