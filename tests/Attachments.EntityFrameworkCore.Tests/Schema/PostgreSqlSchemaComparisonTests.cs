using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.EntityFrameworkCore.Tests.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Schema;

public sealed class PostgreSqlSchemaComparisonTests : IAsyncDisposable
{
    // What the host's messages add.
    private static readonly string[] HostOnly =
    [
        "constraint | attachments | fk_attachments_message | FOREIGN KEY (message_id) REFERENCES messages(\"Id\") ON DELETE CASCADE",
        "index | CREATE INDEX ix_attachments_message ON attachments.attachments USING btree (message_id)",
    ];

    private readonly PostgreSqlMailDatabase made = new();
    private readonly PostgreSqlMailDatabase scripted = new();

    [Fact]
    public async Task The_model_makes_the_tables_of_the_scripts_column_by_column()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<string>();

        var script = await PostgreSqlCatalog.ReadAsync(scripted);
        var model = await PostgreSqlCatalog.ReadAsync(made);

        Assert.Equal(script, model.Except(HostOnly));
        Assert.Equal(HostOnly, model.Except(script));
    }

    [Fact]
    public async Task A_key_of_another_type_changes_the_message_column_alone()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<long>();

        var changed = (await PostgreSqlCatalog.ReadAsync(made)).Except(await PostgreSqlCatalog.ReadAsync(scripted)).Except(HostOnly);

        Assert.Equal(["column | attachments | message_id | bigint | True | - | - | False"], changed);
    }

    [Fact]
    public async Task The_model_has_the_version_of_the_scripts()
    {
        await ApplyScriptsAsync();
        await made.CreateAsync<string>();

        const string versions = "SELECT version FROM attachments.schema_version ORDER BY version";
        Assert.Equal(await scripted.QueryAsync(versions), await made.QueryAsync(versions));
    }

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using (var context = new PostgreSqlMailContext(scripted.Options<PostgreSqlMailContext>()))
        {
            Assert.False(context.Database.HasPendingModelChanges());
            await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        }

        await made.CreateAsync<Guid>();

        Assert.Equal(await PostgreSqlCatalog.ReadAsync(made), await PostgreSqlCatalog.ReadAsync(scripted));
    }

    [Fact]
    public async Task Migrations_make_the_backlog_of_version_1_ready_to_be_scanned()
    {
        await using (var context = new PostgreSqlMailContext(made.Options<PostgreSqlMailContext>()))
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
