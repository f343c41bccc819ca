using System.Diagnostics;
using System.Globalization;
using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.PostgreSql.RowLevelSecurity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attachments.LoadTests.RowLevelSecurity;

/// <summary>
/// What the second wall costs a read: the same rows twice on the server of <c>ATTACHMENTS_TEST_POSTGRES</c>, with and without it, read by the same role, in turns.
/// Prints a table. The server's role must be able to make roles; they are dropped at the end.
/// </summary>
internal sealed class RowLevelSecurityBenchmark : IAsyncDisposable
{
    private const int Rounds = 4000;
    private const int Warmup = 500;

    // 200 tenants of 50 messages of 5 attachments.
    private const int Tenants = 200;
    private const int MessagesPerTenant = 50;
    private const int AttachmentsPerMessage = 5;

    private readonly string name = $"bench_{Guid.NewGuid():N}";
    private readonly string connectionString;
    private readonly NpgsqlDataSource server;
    private readonly NpgsqlDataSource requests;
    private readonly NpgsqlDataSource maintenance;

    private RowLevelSecurityBenchmark(string connectionString)
    {
        this.connectionString = connectionString;
        server = NpgsqlDataSource.Create(connectionString);
        requests = As($"{name}_requests");
        maintenance = As($"{name}_maintenance");
    }

    public static async Task<int> RunAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (connectionString is null)
        {
            await Console.Error.WriteLineAsync("ATTACHMENTS_TEST_POSTGRES is not set");
            return 2;
        }

        await using var benchmark = new RowLevelSecurityBenchmark(connectionString);
        await benchmark.MeasureAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await requests.DisposeAsync();
        await maintenance.DisposeAsync();
        await ExecuteAsync($"DROP OWNED BY {name}_requests, {name}_maintenance CASCADE; DROP ROLE {name}_requests, {name}_maintenance");
        await server.DisposeAsync();
    }

    private async Task MeasureAsync()
    {
        await ExecuteAsync($"CREATE ROLE {name}_requests LOGIN; CREATE ROLE {name}_maintenance LOGIN");
        var off = await StartAsync($"{name}_off", isWalled: false);
        var on = await StartAsync($"{name}_on", isWalled: true);

        Console.WriteLine("| read | off, median µs | on, median µs | ratio |");
        Console.WriteLine("|---|---|---|---|");
        await CompareAsync("metadata of one attachment", off, on, FindAsync);
        await CompareAsync("list of a message's 5", off, on, ListAsync);
    }

    // In turns, so that whatever else the machine does falls on both.
    private static async Task CompareAsync(string read, IAttachmentRepository off, IAttachmentRepository on, Func<IAttachmentRepository, Random, Task> run)
    {
        var random = new Random(1);
        var times = (Off: new List<double>(), On: new List<double>());
        for (var round = -Warmup; round < Rounds; round++)
        {
            var (first, second) = (await TimeAsync(off, random, run), await TimeAsync(on, random, run));
            if (round < 0)
                continue;

            times.Off.Add(first);
            times.On.Add(second);
        }

        var (without, with) = (Median(times.Off), Median(times.On));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {read} | {without:F0} | {with:F0} | {with / without:F2} |"));
    }

    private static async Task<double> TimeAsync(IAttachmentRepository attachments, Random random, Func<IAttachmentRepository, Random, Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await run(attachments, random);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static async Task FindAsync(IAttachmentRepository attachments, Random random)
    {
        var tenant = random.Next(Tenants);
        var number = (tenant * MessagesPerTenant * AttachmentsPerMessage) + random.Next(MessagesPerTenant * AttachmentsPerMessage);
        var id = new AttachmentId(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number:d12}")));
        if (await attachments.FindAsync(TenantOf(tenant), id, CancellationToken.None) is null)
            throw new InvalidOperationException("The attachment was not found.");
    }

    private static async Task ListAsync(IAttachmentRepository attachments, Random random)
    {
        var message = MessageId.Parse(string.Create(CultureInfo.InvariantCulture, $"message-{random.Next(MessagesPerTenant)}"));
        if ((await attachments.ListAsync(TenantOf(random.Next(Tenants)), message, 0, 100, CancellationToken.None)).Items.Count != AttachmentsPerMessage)
            throw new InvalidOperationException("The list is not complete.");
    }

    private static TenantId TenantOf(int number) => TenantId.Parse(string.Create(CultureInfo.InvariantCulture, $"tenant-{number}"));

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private NpgsqlDataSource As(string role) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Username = role, MaxPoolSize = 2 });

    private async Task<IAttachmentRepository> StartAsync(string schema, bool isWalled)
    {
        await ExecuteAsync($"""
            CREATE SCHEMA {schema} AUTHORIZATION {name}_maintenance;
            GRANT USAGE ON SCHEMA {schema} TO {name}_requests;
            ALTER DEFAULT PRIVILEGES FOR ROLE {name}_maintenance IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name}_requests;
            """);
        await Host(schema, maintenance, isWalled).ApplyAttachmentsSchemaAsync();
        await ExecuteAsync($"""
            INSERT INTO {schema}.blobs (id, tenant_id, digest, length)
            SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'tenant-' || n / {MessagesPerTenant * AttachmentsPerMessage}, sha256(n::text::bytea), n
              FROM generate_series(0, {(Tenants * MessagesPerTenant * AttachmentsPerMessage) - 1}) n;
            INSERT INTO {schema}.attachments (id, tenant_id, message_id, owner_id, uploaded_by, blob_id, filename, mime_type, content_encoding, uploaded_at)
            SELECT id, tenant_id, 'message-' || length % {MessagesPerTenant}, 'user', 'user', id, 'file.txt', 'text/plain', 0, length FROM {schema}.blobs;
            """);
        await ExecuteAsync($"VACUUM ANALYZE {schema}.blobs");
        await ExecuteAsync($"VACUUM ANALYZE {schema}.attachments");
        return Host(schema, requests, isWalled).GetRequiredService<IAttachmentRepository>();
    }

    private ServiceProvider Host(string schema, NpgsqlDataSource dataSource, bool isWalled)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAttachmentsCore().UsePostgreSql(dataSource, options =>
        {
            options.Schema = schema;
            options.RowLevelSecurity = isWalled ? new PostgreSqlRowLevelSecurityOptions { MaintenanceDataSource = maintenance } : null;
        });
        return services.BuildServiceProvider();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
