using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

// A database of its own on the test server, over one data source for EF and the library.
public sealed class PostgreSqlMailDatabase : MailDatabase
{
    private readonly string name = $"attachments_ef_{Guid.NewGuid():N}";
    private NpgsqlDataSource? dataSource;

    public NpgsqlDataSource DataSource => dataSource ??= CreateDatabase();

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(DataSource);

    public override IAttachmentsBuilder Use(IAttachmentsBuilder builder) => builder.UsePostgreSql(DataSource);

    public override string Table(string name) => $"attachments.{name}";

    public override object IdValue(Guid id) => id;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (dataSource is null)
            return;

        await dataSource.DisposeAsync();
        ExecuteOnServer($"DROP DATABASE {name} WITH (FORCE)");
    }

    protected override async Task<DbConnection> OpenAsync() => await DataSource.OpenConnectionAsync();

    private static string ServerConnectionString()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (string.IsNullOrEmpty(connectionString))
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        return connectionString;
    }

    private static void ExecuteOnServer(string sql)
    {
        using var connection = new NpgsqlConnection(ServerConnectionString());
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private NpgsqlDataSource CreateDatabase()
    {
        // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
        ExecuteOnServer($"CREATE DATABASE {name} STRATEGY file_copy");
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ServerConnectionString()) { Database = name, MaxPoolSize = 24 });
    }
}
