using Attachments.Servers;

namespace Attachments.Contract.Hosting;

/// <summary>Rows in PostgreSQL, bytes in a folder.</summary>
public sealed class PostgreSqlHost : ContractHost
{
    public override string? Missing => PostgreSqlDatabase.Server is null ? PostgreSqlServer.WhySkipped : null;

    protected override async Task<IHostDatabase> CreateDatabaseAsync() => await PostgreSqlDatabase.CreateAsync();
}
