using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attachments.PostgreSql.Tests;

// A host whose connection can be lost between a commit and its answer, and the others that work on meanwhile.
internal sealed class CutHost : IAsyncDisposable
{
    private readonly PostgreSqlTestDatabase database = new();
    private CuttingProxy? proxy;
    private NpgsqlDataSource? dataSource;

    private CutHost()
    {
    }

    public AttachmentRepositories Cut { get; private set; } = null!;

    public AttachmentRepositories Others { get; private set; } = null!;

    public static async Task<CutHost> StartAsync(CancellationToken cancellationToken)
    {
        var host = new CutHost();
        var direct = host.database.StartHost();
        await direct.ApplyAttachmentsSchemaAsync(cancellationToken);
        host.Others = PostgreSqlTestDatabase.Repositories(direct);

        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES"));
        host.proxy = new CuttingProxy(server.Host!, server.Port);
        host.dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = host.proxy.Port,
            NoResetOnClose = true,
        });

        // Preparing, the reset of a pooled connection or its opening would be the first answer to be lost: neither is sent, and it is opened now.
        host.Cut = PostgreSqlTestDatabase.Repositories(host.database.StartHost(options => options.PrepareStatements = false, host.dataSource));
        await host.Cut.Blobs.ListMessagesAsync(null, 1, cancellationToken);
        return host;
    }

    public void CutNextAnswer() => CutNextAnswer(() => Task.CompletedTask);

    // The action runs after the commit and before the second try.
    public void CutNextAnswer(Func<Task> action) => proxy!.CutNextAnswer(action);

    public async ValueTask DisposeAsync()
    {
        if (dataSource is not null)
            await dataSource.DisposeAsync();
        if (proxy is not null)
            await proxy.DisposeAsync();

        await database.DisposeAsync();
    }
}
