using Attachments.EntityFrameworkCore.Tests.Mail;

namespace Attachments.EntityFrameworkCore.Tests.Schema;

// Everything that SQLite knows of the library's tables, but for the names of primary keys, which it makes itself.
internal static class SqliteCatalog
{
    private const string Tables = "FROM sqlite_schema t";

    private const string Mine = "t.type = 'table' AND t.name LIKE 'attachments\\_%' ESCAPE '\\'";

    public static async Task<List<string>> ReadAsync(SqliteMailDatabase database) =>
    [
        .. await database.QueryAsync($"""
            SELECT 'column', t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
              {Tables} JOIN pragma_table_xinfo(t.name) c WHERE {Mine} ORDER BY t.name, c.name
            """),
        .. await database.QueryAsync($"""
            SELECT 'foreign key', t.name, f."from", f."table", f."to", f.on_update, f.on_delete
              {Tables} JOIN pragma_foreign_key_list(t.name) f WHERE {Mine} ORDER BY t.name, f."from"
            """),
        .. await database.QueryAsync($"""
            SELECT 'index', t.name, i.name, i."unique", i.partial, substr(x.sql, nullif(instr(x.sql, 'WHERE'), 0)),
                   (SELECT group_concat(c.name || ' ' || c.coll || ' ' || c.desc, ', ' ORDER BY c.seqno) FROM pragma_index_xinfo(i.name) c WHERE c.key)
              {Tables} JOIN pragma_index_list(t.name) i JOIN sqlite_schema x ON x.name = i.name WHERE i.origin <> 'pk' AND {Mine} ORDER BY i.name
            """),
    ];

    // Made WITHOUT ROWID, which EF cannot say.
    public static Task<List<string>> ReadWithoutRowIdAsync(SqliteMailDatabase database) =>
        database.QueryAsync("SELECT name FROM pragma_table_list WHERE name LIKE 'attachments\\_%' ESCAPE '\\' AND wr = 1 ORDER BY name");
}
