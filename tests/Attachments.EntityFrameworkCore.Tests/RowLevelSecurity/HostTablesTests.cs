using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Persistence;
using Attachments.PostgreSql.RowLevelSecurity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.RowLevelSecurity;

// The second wall on tables that the host's own model made, and what the host's context sees through it.
public sealed class HostTablesTests : IAsyncLifetime
{
    private readonly PostgreSqlMailDatabase database = new();
    private readonly Guid message = Guid.NewGuid();
    private PostgreSqlRoles? roles;
    private ServiceProvider host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync(message);
        roles = new PostgreSqlRoles(database);
        await roles.CreateAsync();
        host = database.CreateHost(services =>
        {
            services.AddDbContext<MailContext<Guid>>(options => options.UseNpgsql(roles.Requests));
            new MailDatabase.TestBuilder(services)
                .UsePostgreSql(roles.Requests, options => options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions { MaintenanceDataSource = roles.Maintenance })
                .UseEntityFrameworkSchema<MailContext<Guid>>();
        });
        await MailDatabase.Repositories(host).AttachAsync(Uploads.New(message));
    }

    [Fact]
    public async Task A_host_with_the_script_in_its_migrations_starts() => await host.GetRequiredService<IAttachmentSchema>().VerifyAsync(Token);

    [Fact]
    public async Task The_context_sees_no_attachment_without_a_tenant()
    {
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MailContext<Guid>>();

        Assert.Equal((1, 0), (await context.Messages.CountAsync(Token), await context.Attachments.CountAsync(Token)));
    }

    [Theory]
    [InlineData("tenant-1", 1)]
    [InlineData("tenant-2", 0)]
    public async Task The_context_sees_the_tenant_of_its_transaction(string tenant, int count)
    {
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MailContext<Guid>>();
        await using var transaction = await context.Database.BeginTransactionAsync(Token);
        await context.Database.ExecuteSqlAsync($"SELECT set_config('attachments.tenant', {tenant}, true)", Token);

        Assert.Equal(count, await context.Messages.CountAsync(row => row.Attachments.Any(attachment => attachment.Blob.Length > 0), Token));
    }

    // The cascade is the engine's own, and must not stop at what the role cannot see: the message would be gone and its attachments stay.
    [Fact]
    public async Task A_deleted_message_takes_its_attachments_along_whoever_deletes_it()
    {
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MailContext<Guid>>();
        await context.Messages.ExecuteDeleteAsync(Token);

        Assert.Equal(["0"], await database.QueryAsync("SELECT count(*) FROM attachments.attachments"));
        var condemned = await host.GetRequiredService<IBlobRepository>().CondemnUnreferencedAsync(null, 10, Uploads.Long, Token);
        Assert.Single(condemned.Condemned);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (roles is not null)
            await roles.DisposeAsync();

        await database.DisposeAsync();
    }
}
