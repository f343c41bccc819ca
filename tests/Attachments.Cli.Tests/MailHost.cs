using System.IO.Pipelines;
using System.Text;
using Attachments.Access;
using Attachments.Content.Types;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage.Migration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Cli;

/// <summary>A host on a SQLite file and folders, beside which the command runs.</summary>
internal sealed class MailHost : IAsyncDisposable
{
    private static readonly AttachmentCaller Caller = new(TenantId.Parse("tenant-1"), UserId.Parse("user-1"));

    private readonly string root;
    private readonly Action<IAttachmentsBuilder>? useDatabase;
    private ServiceProvider services;

    private MailHost(string root, Action<IAttachmentsBuilder>? useDatabase)
    {
        this.root = root;
        this.useDatabase = useDatabase;
        services = Build(builder => UseFolder(builder, "old"));
    }

    public string Database => Path.Combine(root, "mail.db");

    public string Old => Path.Combine(root, "old");

    public string New => Path.Combine(root, "new");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a host.</summary>
    /// <param name="useDatabase">Chooses another database than the SQLite file.</param>
    public static async Task<MailHost> StartAsync(Action<IAttachmentsBuilder>? useDatabase = null)
    {
        var host = new MailHost(Directory.CreateTempSubdirectory("attachments-cli-").FullName, useDatabase);
        await host.services.ApplyAttachmentsSchemaAsync(Token);
        return host;
    }

    public string PathOf(string name) => Path.Combine(root, name);

    public async Task MoveAsync(StoreMigrationStep step) =>
        await RedeployAsync(builder => builder.UseStoreMigration(step, from => UseFolder(from, "old"), to => UseFolder(to, "new")));

    public async Task MoveToNewAsync() => await RedeployAsync(builder => UseFolder(builder, "new"));

    public Task<Attachment> UploadAsync(string text, string message = "message-1") => UploadAsync(Encoding.UTF8.GetBytes(text), message);

    public async Task<Attachment> UploadAsync(byte[] bytes, string message)
    {
        await using var scope = services.CreateAsyncScope();
        var source = UploadSource.FromStream(new MemoryStream(bytes), "a.bin", "application/octet-stream");
        return (await Service(scope).UploadAsync(Caller, MessageId.Parse(message), source, Token)).Value.Attachment;
    }

    public async Task DeleteAsync(Attachment attachment)
    {
        await using var scope = services.CreateAsyncScope();
        Assert.Null((await Service(scope).DeleteAsync(Caller, attachment.Id, Token)).Rejection);
    }

    public async Task<byte[]> ReadAsync(Attachment attachment)
    {
        await using var scope = services.CreateAsyncScope();
        var content = (await Service(scope).OpenAsync(Caller, attachment.Id, ContentAction.Download, Token)).Value;
        await using var reader = (await content.OpenReadAsync(0, attachment.Length, Token)).Value;
        using var bytes = new MemoryStream();
        var writer = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await reader.CopyToAsync(writer, Token);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }

    /// <summary>Gets the file that holds an attachment's bytes.</summary>
    public static string FileOf(Attachment attachment, string store) =>
        Directory.EnumerateFiles(Path.Combine(store, "blobs"), attachment.Blob.ToString(), SearchOption.AllDirectories).Single();

    public static int FilesIn(string store) => Directory.Exists(Path.Combine(store, "blobs"))
        ? Directory.EnumerateFiles(Path.Combine(store, "blobs"), "*", SearchOption.AllDirectories).Count()
        : 0;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private async Task RedeployAsync(Action<IAttachmentsBuilder> useStore)
    {
        await services.DisposeAsync();
        services = Build(useStore);
    }

    private ServiceProvider Build(Action<IAttachmentsBuilder> useStore)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.Configure<ContentTypeOptions>(options => options.Allowed = []);
        var builder = collection.AddAttachmentsCore().UseSqlite($"Data Source={Database}").UseMessages<OpenDirectory>();
        useDatabase?.Invoke(builder);
        useStore(builder);
        return collection.BuildServiceProvider();
    }

    private void UseFolder(IAttachmentsBuilder builder, string name) => builder.UseFileSystemStore(options => options.RootPath = Path.Combine(root, name));

    private static IAttachmentService Service(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IAttachmentService>();

    private sealed class OpenDirectory : IMessageDirectory
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            ValueTask.FromResult<MessageInfo?>(new MessageInfo(Caller.User, AcceptsAttachments: true));
    }
}
