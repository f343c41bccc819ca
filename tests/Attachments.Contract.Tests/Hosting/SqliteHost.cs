namespace Attachments.Contract.Hosting;

/// <summary>Rows in SQLite, bytes in a folder: the sample host as it comes.</summary>
public sealed class SqliteHost : ContractHost
{
    protected override Task<IHostDatabase> CreateDatabaseAsync() => Task.FromResult<IHostDatabase>(new SqliteDatabase());
}
