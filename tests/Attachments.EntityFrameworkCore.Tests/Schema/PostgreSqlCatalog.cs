using Attachments.EntityFrameworkCore.Tests.Mail;

namespace Attachments.EntityFrameworkCore.Tests.Schema;

// Everything that PostgreSQL knows of the library's tables.
internal static class PostgreSqlCatalog
{
    private const string Tables = "FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'attachments' AND t.relkind = 'r'";

    public static async Task<List<string>> ReadAsync(PostgreSqlMailDatabase database) =>
    [
        .. await database.QueryAsync($"""
            SELECT 'column', t.relname, c.attname, format_type(c.atttypid, c.atttypmod), c.attnotnull, l.collname, regexp_replace(pg_get_expr(d.adbin, d.adrelid), '''?([0-9]+)''?(::smallint)?', '\1'), c.attidentity <> ''
              {Tables} JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
              LEFT JOIN pg_collation l ON l.oid = c.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
             ORDER BY t.relname, c.attname
            """),
        .. await database.QueryAsync($"""
            SELECT 'constraint', t.relname, c.conname, pg_get_constraintdef(c.oid) {Tables} JOIN pg_constraint c ON c.conrelid = t.oid ORDER BY t.relname, c.conname
            """),
        .. await database.QueryAsync($"SELECT 'index', pg_get_indexdef(i.indexrelid) {Tables} JOIN pg_index i ON i.indrelid = t.oid ORDER BY 2"),
    ];
}
