using Attachments.EntityFrameworkCore.Tests.Mail;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Repositories;

// A file per fact.
public abstract class SqliteHostSchemaTests<TKey>(SqliteMailDatabase database) : HostSchemaConformanceTests<TKey>(database)
    where TKey : notnull
{
    private readonly SqliteMailDatabase database = database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteGuidKeyTests() : SqliteHostSchemaTests<Guid>(new SqliteMailDatabase())
{
    protected override Guid Key(int number) => Keys.Guid(number);
}

public sealed class SqliteInt64KeyTests() : SqliteHostSchemaTests<long>(new SqliteMailDatabase())
{
    protected override long Key(int number) => Keys.Int64(number);
}

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteInt32KeyTests() : SqliteHostSchemaTests<int>(new SqliteMailDatabase())
{
    protected override int Key(int number) => number;
}

public sealed class SqliteTextKeyTests() : SqliteHostSchemaTests<string>(new SqliteMailDatabase())
{
    protected override string Key(int number) => Keys.Text(number);
}
