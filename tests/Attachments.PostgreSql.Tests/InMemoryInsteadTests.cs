using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests;

public sealed class InMemoryInsteadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Nobody listens on port 1.
    [Fact]
    public async Task An_application_on_PostgreSQL_starts_and_is_ready_in_memory_without_a_server()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAttachmentsCore()
            .UsePostgreSql("Host=127.0.0.1;Port=1;Database=mail;Username=mail", options => options.ApplySchemaAtStart = true)
            .UseMessages<EveryMessage>()
            .UseInMemoryDatabase()
            .UseInMemoryStore();
        using var host = builder.Build();

        await host.Services.ApplyAttachmentsSchemaAsync(Token);
        await host.StartAsync(Token);
        foreach (var probe in host.Services.GetServices<IReadinessProbe>())
            Assert.Null(await probe.CheckAsync(Token));

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_data_source_that_a_test_has_not_got_is_not_asked_for()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAttachmentsCore()
            .UsePostgreSql(static host => host.GetRequiredService<NpgsqlDataSource>())
            .UseMessages<EveryMessage>()
            .UseInMemoryDatabase()
            .UseInMemoryStore();
        using var host = builder.Build();

        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_data_source_that_the_host_has_registered_is_taken_whatever_was_chosen_before()
    {
        await using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        var services = new ServiceCollection();
        services.AddSingleton(dataSource);
        services.AddAttachmentsCore().UsePostgreSql("Host=elsewhere").UsePostgreSql(static host => host.GetRequiredService<NpgsqlDataSource>());
        await using var provider = services.BuildServiceProvider();

        Assert.Same(dataSource, provider.GetRequiredService<IOptions<PostgreSqlAttachmentsOptions>>().Value.DataSource);
    }

#pragma warning disable CA1812 // Made by the container.
    private sealed class EveryMessage : IMessageDirectory
#pragma warning restore CA1812
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            ValueTask.FromResult<MessageInfo?>(new MessageInfo(UserId.Parse("owner"), AcceptsAttachments: true));
    }
}
