using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.LoadTests.Clamd;

/// <summary>The product's own client, with a file as the source of its bytes.</summary>
internal sealed class ScanClient : IAsyncDisposable
{
    // What an upload and the store show at once.
    private const int BlockSize = 128 * 1024;

    private readonly ServiceProvider services;
    private readonly IBlobScanner scanner;
    private readonly byte[] block = new byte[BlockSize];

    public ScanClient(string endpoint)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAttachmentsCore().AddClamAV(options =>
        {
            options.Endpoint = endpoint;
            options.StreamMaxLength = 110 * 1024 * 1024;
        });
        services = collection.BuildServiceProvider();
        scanner = services.GetRequiredService<IBlobScanner>();
    }

    public async Task ScanAsync(string path)
    {
        using var file = File.OpenHandle(path);
        await using var scan = await scanner.BeginAsync(new ScanTarget(new BlobKey(TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7()))), default);

        var length = 0L;
        for (int read; (read = RandomAccess.Read(file, block, length)) > 0; length += read)
            await scan.WriteAsync(block.AsMemory(0, read), default);

        // The scanner does not go by the digest.
        var report = await scan.CompleteAsync(default(ContentDigest), length, default);
        if (report.Verdict != ScanVerdict.Clean)
            throw new InvalidOperationException($"{report.Verdict}: {report.Detail}");
    }

    /// <summary>The same for a blob that is a file: clamd is handed it.</summary>
    public async Task ScanFileAsync(string path)
    {
        using var file = File.OpenHandle(path);
        var target = new ScanTarget(new BlobKey(TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7()))) { IsStored = true };
        await using var scan = await scanner.BeginAsync(target, default);
        if (!await scan.TryTakeFileAsync(file, default))
            throw new InvalidOperationException("The scanner did not take the file.");

        var report = await scan.CompleteAsync(default(ContentDigest), RandomAccess.GetLength(file), default);
        if (report.Verdict != ScanVerdict.Clean)
            throw new InvalidOperationException($"{report.Verdict}: {report.Detail}");
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
