using Attachments.Access;
using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Messages;
using Attachments.Testing.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.EntityFrameworkCore.Tests.Repositories;

// The suite of every database, on tables that a host's context made, with its foreign key in place.
public abstract class HostSchemaConformanceTests<TKey>(MailDatabase database) : AttachmentRepositoryConformanceTests
    where TKey : notnull
{
    private const int Messages = 200;

    private ServiceProvider? host;

    protected abstract TKey Key(int number);

    protected override MessageId Message(int number) => MessageId.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Key(number)}"));

    protected virtual Task EmptyAsync() => Task.CompletedTask;

    protected override async ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        await EmptyAsync();
        await database.CreateAsync(Enumerable.Range(0, Messages).Select(Key));
        host = database.CreateHost<TKey>();
        return MailDatabase.Repositories(host);
    }

    // The real one, by EF; the message comes back without its attachments.
    protected override async ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        var key = Enumerable.Range(0, Messages).First(number => Message(number) == message);
        await using var context = database.CreateContext<TKey>();
        context.Remove(await context.Messages.SingleAsync(row => row.Id.Equals(Key(key))));
        await context.SaveChangesAsync();
        context.Add(new MailMessage<TKey> { Id = Key(key) });
        await context.SaveChangesAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
