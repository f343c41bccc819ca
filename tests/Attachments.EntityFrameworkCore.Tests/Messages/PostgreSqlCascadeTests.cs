using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Messages;

public sealed class PostgreSqlCascadeTests() : CascadeTests(new PostgreSqlMailDatabase())
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attach_waits_for_a_delete_under_way_and_ends_as_deleted()
    {
        await using var database = new PostgreSqlMailDatabase();
        var message = Guid.NewGuid();
        await database.CreateAsync(message);
        var repositories = MailDatabase.Repositories(database.CreateHost<Guid>());
        var upload = Uploads.New(message);
        await repositories.Attachments.AttachOrReserveAsync(upload, Uploads.Long, Token);

        await using var context = database.CreateContext<Guid>();
        await using var transaction = await context.Database.BeginTransactionAsync(Token);
        await context.Messages.Where(row => row.Id == message).ExecuteDeleteAsync(Token);
        var attaching = repositories.Attachments.AttachNewAsync(upload, Token).AsTask();
        await UntilSomeoneWaitsAsync(database);
        await transaction.CommitAsync(Token);

        Assert.Equal(AttachStatus.MessageDeleted, (await attaching).Status);
    }

    [Fact]
    public async Task An_attach_waits_for_a_delete_that_is_taken_back_and_succeeds()
    {
        await using var database = new PostgreSqlMailDatabase();
        var message = Guid.NewGuid();
        await database.CreateAsync(message);
        var repositories = MailDatabase.Repositories(database.CreateHost<Guid>());
        var upload = Uploads.New(message);
        await repositories.Attachments.AttachOrReserveAsync(upload, Uploads.Long, Token);

        await using var context = database.CreateContext<Guid>();
        await using var transaction = await context.Database.BeginTransactionAsync(Token);
        await context.Messages.Where(row => row.Id == message).ExecuteDeleteAsync(Token);
        var attaching = repositories.Attachments.AttachNewAsync(upload, Token).AsTask();
        await UntilSomeoneWaitsAsync(database);
        await transaction.RollbackAsync(Token);

        Assert.Equal(AttachStatus.Attached, (await attaching).Status);
    }

    private static async Task UntilSomeoneWaitsAsync(PostgreSqlMailDatabase database)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while ((await database.QueryAsync("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).Count == 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "Nobody waits for the delete.");
            await Task.Delay(10, Token);
        }
    }
}
