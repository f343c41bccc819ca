using Attachments.Persistence;
using Microsoft.Extensions.Hosting;

namespace Attachments.Relational.Schema;

// Before any other hosted service starts: a worker must not meet a database without tables.
internal sealed class SchemaStartCheck(IAttachmentSchema schema, RelationalDatabase database) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (database.Options is { ApplySchemaAtStart: true, SchemaOwner: SchemaOwner.Scripts })
            await schema.ApplyAsync(cancellationToken).ConfigureAwait(false);

        await schema.VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
