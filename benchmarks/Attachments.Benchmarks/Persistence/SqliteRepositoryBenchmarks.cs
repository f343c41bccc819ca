using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Sqlite;
using Attachments.Storage;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Benchmarks.Persistence;

/// <summary>The statements of each operation on SQLite, without HTTP and without bytes.</summary>
[MemoryDiagnoser]
public class SqliteRepositoryBenchmarks
{
    private const int Messages = 100;
    private const int PerMessage = 20;

    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly TenantId tenant = TenantId.Parse("tenant-1");
    private readonly UserId user = UserId.Parse("user-1");
    private readonly List<Attachment> rows = [];
    private string directory = "";
    private ServiceProvider services = null!;
    private IAttachmentRepository repository = null!;
    private long number;

    [Params(SqliteSynchronous.Normal, SqliteSynchronous.Full)]
    public SqliteSynchronous Synchronous { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        directory = Directory.CreateTempSubdirectory("attachments-bench-").FullName;
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAttachmentsCore().UseSqlite($"Data Source={Path.Combine(directory, "rows.db")}", options => options.Synchronous = Synchronous);
        services = collection.BuildServiceProvider();
        await services.ApplyAttachmentsSchemaAsync();
        repository = services.GetRequiredService<IAttachmentRepository>();

        for (var i = 0; i < Messages * PerMessage; i++)
            rows.Add(await AddAsync(MessageId.Parse($"message-{i / PerMessage}")));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await services.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Benchmark]
    public async Task<Attachment?> Find() => await repository.FindAsync(tenant, rows[Next()].Id, CancellationToken.None);

    [Benchmark]
    public async Task<int> ListTenAndTotal() => (await repository.ListAsync(tenant, rows[Next()].Message, 0, 10, CancellationToken.None)).Items.Count;

    /// <summary>The hint asked for before a body is read.</summary>
    [Benchmark]
    public async Task<int> ReadMessage() => (await repository.ReadMessageAsync(tenant, rows[Next()].Message, CancellationToken.None)).AttachmentCount;

    /// <summary>What an upload of new content writes, then what its delete does: reserve, attach, delete, forget.</summary>
    [Benchmark]
    public async Task AttachAndDelete()
    {
        var attachment = await AddAsync(MessageId.Parse("message-new"));
        var deleted = await repository.DeleteAsync(tenant, [new AttachmentReference(attachment.Id, attachment.Blob)], Grace, CancellationToken.None);
        await services.GetRequiredService<IBlobRepository>().ForgetStraysAsync(deleted.Condemned, CancellationToken.None);
    }

    private int Next() => (int)(number++ % rows.Count);

    private async Task<Attachment> AddAsync(MessageId message)
    {
        var id = Guid.CreateVersion7();
        var attachment = new NewAttachment
        {
            Id = new AttachmentId(id),
            Message = message,
            Owner = user,
            UploadedBy = user,
            FileName = "document.pdf",
            ContentType = "application/pdf",
            ContentEncoding = default,
            OwnBlob = new BlobKey(tenant, new BlobId(id)),
            Digest = ContentDigest.Of(id.ToByteArray()),
            Length = 1000,
            MaxAttachmentsPerMessage = PerMessage,
        };
        await repository.AttachOrReserveAsync(attachment, Grace, CancellationToken.None);
        var attached = await repository.AttachNewAsync(attachment, CancellationToken.None);
        return attached.Attachment ?? throw new InvalidOperationException($"The repository answered {attached.Status}.");
    }
}
