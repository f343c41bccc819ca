using Attachments.Servers;

namespace Attachments.Contract.Hosting;

/// <summary>Rows in PostgreSQL, bytes in S3.</summary>
public sealed class S3Host : ContractHost
{
    public override string? Missing =>
        PostgreSqlDatabase.Server is null ? PostgreSqlServer.WhySkipped : S3Storage.IsThere ? null : "ATTACHMENTS_TEST_S3_ENDPOINT is not set";

    protected override async Task<IHostDatabase> CreateDatabaseAsync() => await PostgreSqlDatabase.CreateAsync();

    protected override async Task<IHostStorage?> CreateStorageAsync() => await S3Storage.CreateAsync();
}
