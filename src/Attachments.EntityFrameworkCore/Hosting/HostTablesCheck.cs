using Attachments.Relational;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attachments.EntityFrameworkCore.Hosting;

// Before the check of the tables themselves, which would only miss them.
internal sealed class HostTablesCheck(HostModelSource source, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var database = services.GetService<RelationalDatabase>()
            ?? throw new InvalidOperationException("UseEntityFrameworkSchema needs the database beside it: call UsePostgreSql or UseSqlite.");

        var expected = database.Dialect.Table("attachments");
        if (source.Model.AttachmentsTable != expected)
            throw new InvalidOperationException(
                $"The model of {source.Model.Context} has the table {source.Model.AttachmentsTable}, but the library would use {expected}. Give AddAttachments and UsePostgreSql or UseSqlite the same database, schema or prefix.");

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
