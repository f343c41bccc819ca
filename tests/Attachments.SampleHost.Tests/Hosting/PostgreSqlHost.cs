namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>A host on a PostgreSQL database of its own.</summary>
public sealed class PostgreSqlHost : SampleHostFixture
{
    private PostgreSqlDatabase? database;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<SampleHostSettings?> ConfigureAsync(SampleHostSettings settings)
    {
        if (!PostgreSqlDatabase.IsAvailable)
            return null;

        database = await PostgreSqlDatabase.CreateAsync();
        return settings.With("ConnectionStrings__Mail", database.ConnectionString);
    }
}
