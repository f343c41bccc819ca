using Attachments.EntityFrameworkCore.Tests.Mail;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Repositories;

// A database per class, emptied before each fact.
public abstract class PostgreSqlHostSchemaTests<TKey>(PostgreSqlMailDatabase database) : HostSchemaConformanceTests<TKey>(database), IClassFixture<PostgreSqlMailDatabase>
    where TKey : notnull
{
    private readonly PostgreSqlMailDatabase database = database;

    protected override async Task EmptyAsync()
    {
        await using var context = database.CreateContext<TKey>();
        if (await context.Database.EnsureCreatedAsync())
            return;

        await database.QueryAsync("TRUNCATE messages, attachments.attachments, attachments.blobs, attachments.strays, attachments.seals");
    }
}

public sealed class PostgreSqlGuidKeyTests(PostgreSqlMailDatabase database) : PostgreSqlHostSchemaTests<Guid>(database)
{
    protected override Guid Key(int number) => Keys.Guid(number);
}

public sealed class PostgreSqlInt64KeyTests(PostgreSqlMailDatabase database) : PostgreSqlHostSchemaTests<long>(database)
{
    protected override long Key(int number) => Keys.Int64(number);
}

[Trait(Extent.Name, Extent.Full)]
public sealed class PostgreSqlInt32KeyTests(PostgreSqlMailDatabase database) : PostgreSqlHostSchemaTests<int>(database)
{
    protected override int Key(int number) => number;
}

public sealed class PostgreSqlTextKeyTests(PostgreSqlMailDatabase database) : PostgreSqlHostSchemaTests<string>(database)
{
    protected override string Key(int number) => Keys.Text(number);
}
