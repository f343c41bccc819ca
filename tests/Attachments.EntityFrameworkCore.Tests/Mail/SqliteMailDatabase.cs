using System.Data.Common;
using Attachments.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

public sealed class SqliteMailDatabase : MailDatabase
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-ef-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(directory, "mail.db")};Pooling=False";

    public override void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    // What survives a power cut is not under test here.
    public override IAttachmentsBuilder Use(IAttachmentsBuilder builder) =>
        builder.UseSqlite(ConnectionString, options => options.Synchronous = SqliteSynchronous.Normal);

    public override string Table(string name) => $"attachments_{name}";

    public override object IdValue(Guid id) => id.ToByteArray(bigEndian: true);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
