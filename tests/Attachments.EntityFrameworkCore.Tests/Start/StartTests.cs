using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Persistence;
using Attachments.PostgreSql;
using Attachments.Relational;
using Attachments.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Start;

// A host starts on its own tables, or stops with one sentence that says what is wrong.
public sealed class StartTests : IAsyncDisposable
{
    private readonly SqliteMailDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_starts_on_the_tables_of_its_own_model()
    {
        await database.CreateAsync<long>();

        using var host = await StartAsync(services => database.AddMail<MailContext<long>>(services));

        var options = host.Services.GetRequiredService<IOptions<SqliteAttachmentsOptions>>().Value;
        Assert.Equal((SchemaOwner.Host, MessageKeyType.Int64), (options.SchemaOwner, options.MessageKeyType));
    }

    [Fact]
    public async Task The_order_of_the_calls_does_not_matter()
    {
        await database.CreateAsync<Guid>();

        using var host = await StartAsync(services =>
        {
            services.AddDbContext<MailContext<Guid>>(database.Configure);
            database.Use(new MailDatabase.TestBuilder(services).UseEntityFrameworkSchema<MailContext<Guid>>().UseEntityFrameworkSchema<MailContext<Guid>>());
        });

        Assert.Equal(SchemaOwner.Host, host.Services.GetRequiredService<IOptions<SqliteAttachmentsOptions>>().Value.SchemaOwner);
    }

    [Fact]
    public async Task A_context_of_a_factory_will_do()
    {
        await database.CreateAsync<Guid>();

        using var host = await StartAsync(services =>
        {
            services.AddDbContextFactory<MailContext<Guid>>(database.Configure);
            database.Use(new MailDatabase.TestBuilder(services)).UseEntityFrameworkSchema<MailContext<Guid>>();
        });

        Assert.Equal(MessageKeyType.Guid, host.Services.GetRequiredService<IOptions<SqliteAttachmentsOptions>>().Value.MessageKeyType);
    }

    [Fact]
    public async Task A_context_that_is_not_registered_stops_the_host() => await StopsAsync(
        services => database.Use(new MailDatabase.TestBuilder(services)).UseEntityFrameworkSchema<MailContext<Guid>>(),
        "call AddDbContext<MailContext`1>");

    [Fact]
    public async Task A_model_that_forgot_AddAttachments_stops_the_host() =>
        await StopsAsync(services => database.AddMail<ForgetfulContext>(services), "The model of ForgetfulContext has no attachments: call modelBuilder.AddAttachments");

    [Fact]
    public async Task A_missing_database_stops_the_host() => await StopsAsync(
        services =>
        {
            services.AddDbContext<MailContext<Guid>>(database.Configure);
            new MailDatabase.TestBuilder(services).UseEntityFrameworkSchema<MailContext<Guid>>();
        },
        "call UsePostgreSql or UseSqlite");

    [Fact]
    public async Task Migrations_that_were_not_applied_stop_the_host() => await StopsAsync(
        services => database.AddMail<MailContext<Guid>>(services),
        "missing table blobs; table attachments; table strays; table seals. Apply the migrations of the DbContext");

    [Fact]
    public async Task A_version_that_is_too_old_stops_the_host()
    {
        await database.CreateAsync<Guid>();
        await database.QueryAsync("DELETE FROM attachments_schema_version WHERE version = (SELECT max(version) FROM attachments_schema_version)");

        await StopsAsync(services => database.AddMail<MailContext<Guid>>(services), "Apply the migrations of the DbContext");
    }

    [Fact]
    public async Task A_column_that_is_missing_is_named()
    {
        await database.CreateAsync<Guid>();
        await database.QueryAsync("ALTER TABLE attachments_blobs DROP COLUMN scan_detail");

        await StopsAsync(services => database.AddMail<MailContext<Guid>>(services), "missing column blobs.scan_detail");
    }

    [Fact]
    public async Task Another_prefix_than_the_model_s_stops_the_host()
    {
        await database.CreateAsync<Guid>();

        await StopsAsync(
            services =>
            {
                database.AddMail<MailContext<Guid>>(services);
                services.Configure<SqliteAttachmentsOptions>(options => options.TablePrefix = "files_");
            },
            "has the table attachments_attachments, but the library would use files_attachments");
    }

    [Fact]
    public async Task Another_engine_than_the_model_s_stops_the_host() => await StopsAsync(
        services =>
        {
            services.AddDbContext<MailContext<Guid>>(database.Configure);
            new MailDatabase.TestBuilder(services).UsePostgreSql("Host=localhost").UseEntityFrameworkSchema<MailContext<Guid>>();
        },
        "has the table attachments_attachments, but the library would use attachments.attachments");

    [Fact]
    public async Task A_key_type_that_contradicts_the_model_stops_the_host() => await StopsAsync(
        services =>
        {
            database.AddMail<MailContext<Guid>>(services);
            services.Configure<SqliteAttachmentsOptions>(options => options.MessageKeyType = MessageKeyType.Int64);
        },
        "MessageKeyType is Int64, but the key MailMessage`1.Id of MailContext`1 is of type Guid");

    [Fact]
    public async Task A_key_of_a_type_that_no_column_can_take_stops_the_host() =>
        await StopsAsync(services => database.AddMail<MailContext<DateTime>>(services), "is stored as DateTime; attachments refer to messages by a Guid, long, int or string");

    [Fact]
    public async Task Scripts_on_tables_of_the_host_s_migrations_stop_the_host()
    {
        await database.CreateAsync<Guid>();

        await StopsAsync(
            services => database.Use(new MailDatabase.TestBuilder(services)),
            "The attachments' tables were made by the host's migrations, which own them: call UseEntityFrameworkSchema");
    }

    [Fact]
    public async Task Scripts_are_not_applied_where_the_host_owns_the_tables()
    {
        await database.CreateAsync<Guid>();
        var host = database.CreateHost<Guid>();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.ApplyAttachmentsSchemaAsync(Token).AsTask());

        Assert.Contains("apply its migrations instead", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_that_scripts_made_stop_a_host_whose_migrations_should_own_them()
    {
        await database.CreateHost(services => database.Use(new MailDatabase.TestBuilder(services))).ApplyAttachmentsSchemaAsync(Token);

        await StopsAsync(services => database.AddMail<MailContext<string>>(services), "The attachments' tables were made by the library's scripts");
    }

    [Fact]
    public async Task Scripts_on_tables_of_the_host_s_migrations_are_refused_on_PostgreSQL_too()
    {
        await using var postgres = new PostgreSqlMailDatabase();
        await postgres.CreateAsync<Guid>();
        var scripts = postgres.CreateHost(services => postgres.Use(new MailDatabase.TestBuilder(services)));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => scripts.ApplyAttachmentsSchemaAsync(Token).AsTask());

        Assert.Contains("were made by the host's migrations", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_starts_on_the_tables_of_its_own_model_on_PostgreSQL_too()
    {
        await using var postgres = new PostgreSqlMailDatabase();
        await postgres.CreateAsync<int>();

        using var host = await StartAsync(services => postgres.AddMail<MailContext<int>>(services));

        Assert.Equal(MessageKeyType.Int32, host.Services.GetRequiredService<IOptions<PostgreSqlAttachmentsOptions>>().Value.MessageKeyType);
        await host.Services.GetRequiredService<IAttachmentSchema>().VerifyAsync(Token);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task StopsAsync(Action<IServiceCollection> configure, string sentence)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => (await StartAsync(configure)).Dispose());

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<IHost> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync(Token);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    // Declares the set, but not the tables.
    private sealed class ForgetfulContext(DbContextOptions<ForgetfulContext> options) : DbContext(options)
    {
        public DbSet<MailMessage<Guid>> Messages => Set<MailMessage<Guid>>();
    }
}
