using System.Data.Common;
using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

// A database that a host's context has made, and the services of hosts over it.
public abstract class MailDatabase : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];

    public abstract void Configure(DbContextOptionsBuilder options);

    public abstract IAttachmentsBuilder Use(IAttachmentsBuilder builder);

    public abstract string Table(string name);

    public abstract object IdValue(Guid id);

    public MailContext<TKey> CreateContext<TKey>() => new(Options<MailContext<TKey>>());

    public DbContextOptions<TContext> Options<TContext>()
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        Configure(options);
        return options.Options;
    }

    // The tables as EF makes them of the model, and some messages.
    public async Task CreateAsync<TKey>(params IEnumerable<TKey> keys)
    {
        await using var context = CreateContext<TKey>();
        await context.Database.EnsureCreatedAsync();
        context.AddRange(keys.Select(key => new MailMessage<TKey> { Id = key, Subject = $"About {key}" }));
        await context.SaveChangesAsync();
    }

    public ServiceProvider CreateHost<TKey>() => CreateHost(services => AddMail<MailContext<TKey>>(services));

    public ServiceProvider CreateHost(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        var host = services.BuildServiceProvider(validateScopes: true);
        hosts.Add(host);
        return host;
    }

    public void AddMail<TContext>(IServiceCollection services)
        where TContext : DbContext
    {
        services.AddDbContext<TContext>(Configure);
        Use(new TestBuilder(services)).UseEntityFrameworkSchema<TContext>();
    }

    public static AttachmentRepositories Repositories(IServiceProvider host) => new(
        host.GetRequiredService<IAttachmentRepository>(),
        host.GetRequiredService<ISealRepository>(),
        host.GetRequiredService<IBlobRepository>(),
        host.GetRequiredService<IScanRepository>(),
        host.GetRequiredService<IQuarantineRepository>(),
        host.GetRequiredService<IConsistencyRepository>());

    // Past the library, as another program would.
    public async Task<List<string>> QueryAsync(string sql, params object[] arguments)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = connection is Npgsql.NpgsqlConnection ? "" : $"${i + 1}";
            parameter.Value = arguments[i];
            command.Parameters.Add(parameter);
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString())));

        return rows;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    protected abstract Task<DbConnection> OpenAsync();

    public sealed record TestBuilder(IServiceCollection Services) : IAttachmentsBuilder;
}
