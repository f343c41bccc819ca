using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Attachments.EntityFrameworkCore.Tests.Migrations;

// Adding a migration opens no connection.
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteMailContext>
{
    public SqliteMailContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteMailContext>().UseSqlite("Data Source=mail.db").Options);
}

internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlMailContext>
{
    public PostgreSqlMailContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlMailContext>().UseNpgsql("Host=localhost").Options);
}
