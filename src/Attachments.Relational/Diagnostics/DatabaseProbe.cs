using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Relational.Sql;

namespace Attachments.Relational.Diagnostics;

internal sealed class DatabaseProbe(RelationalDatabase database) : IReadinessProbe
{
    // Of a tenant, as requests are: where these have a role of their own, it is the one that must work. Any tenant does.
    private static readonly TenantId Tenant = TenantId.Parse("readiness");

    // Reads from a table, not from nothing: a database without the schema is not ready. Nor is one that only reads, as a server after a failover: it refuses the lock.
    private readonly SqlStatement probe = new($"SELECT 1 FROM {database.Dialect.Table("strays")} WHERE due_at < 0 {database.Dialect.ForUpdate}");

    public string Name => "database";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Read(Tenant);
        batch.Add(probe, new SqlArguments());
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
