using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.EntityFrameworkCore.Tests.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Schema;

public sealed class SqliteSchemaComparisonTests : IAsyncDisposable
{
    // What the host's messages add.
    private static readonly string[] HostOnly =
    [
        "foreign key | attachments_attachments | message_id | messages | Id | NO ACTION | CASCADE",
        "index | attachments_attachments | attachments_ix_attachments_message | 0 | 0 | - | message_id BINARY 0",
    ];

    private readonly SqliteMailDatabase made = new();
    private readonly SqliteMailDatabase scripted = new();

    [Fact]
    public async Task The_model_makes_the_tables_of_the_scripts_column_by_column()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<string>();

        var script = await SqliteCatalog.ReadAsync(scripted);
        var model = await SqliteCatalog.ReadAsync(made);

        Assert.Equal(script, model.Except(HostOnly));
        Assert.Equal(HostOnly, model.Except(script));
    }

    [Fact]
    public async Task A_key_of_another_type_changes_the_message_column_alone()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<long>();

        var changed = (await SqliteCatalog.ReadAsync(made)).Except(await SqliteCatalog.ReadAsync(scripted)).Except(HostOnly);

        Assert.Equal(["column | attachments_attachments | message_id | INTEGER | 1 | - | 0 | 0"], changed);
    }

    [Fact]
    public async Task Only_the_scripts_make_tables_without_row_ids()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<string>();

        Assert.Equal(["attachments_attachments", "attachments_blobs", "attachments_seals", "attachments_strays"], await SqliteCatalog.ReadWithoutRowIdAsync(scripted));
        Assert.Empty(await SqliteCatalog.ReadWithoutRowIdAsync(made));
    }

    [Fact]
    public async Task The_model_has_the_version_of_the_scripts()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<string>();

        const string versions = "SELECT version FROM attachments_schema_version ORDER BY version";
        Assert.Equal(await scripted.QueryAsync(versions), await made.QueryAsync(versions));
    }

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using (var context = new SqliteMailContext(scripted.Options<SqliteMailContext>()))
        {
            Assert.False(context.Database.HasPendingModelChanges());
            await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        }

        await made.CreateAsync<Guid>();

        Assert.Equal(await SqliteCatalog.ReadAsync(made), await SqliteCatalog.ReadAsync(scripted));
    }

    [Fact]
    public async Task Migrations_make_the_backlog_of_version_1_ready_to_be_scanned()
    {
        await using (var context = new SqliteMailContext(made.Options<SqliteMailContext>()))
        {
            var migrator = context.GetService<IMigrator>();
            await migrator.MigrateAsync("Initial", TestContext.Current.CancellationToken);
            await made.QueryAsync($"INSERT INTO {made.Table("blobs")} (id, tenant_id, digest, length, scan_due_at) VALUES ($1, 't', $2, 5, 1)", made.IdValue(Guid.CreateVersion7()), new byte[32]);
            await migrator.MigrateAsync(cancellationToken: TestContext.Current.CancellationToken);
        }

        var scans = MailDatabase.Repositories(made.CreateHost<Guid>()).Scans;
        Assert.Single(await scans.ClaimDueAsync(10, TimeSpan.FromHours(1), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await made.DisposeAsync();
        await scripted.DisposeAsync();
    }

    private async Task ApplyScriptsAsync() =>
        await scripted.CreateHost(services => scripted.Use(new MailDatabase.TestBuilder(services))).ApplyAttachmentsSchemaAsync();
}
