using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Win32.SafeHandles;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>The least that any upload must do: drain the raw body, hash it, write it in blocks to a temporary file, rename that. No form, no checks, no rows.</summary>
internal static class BoundServer
{
    private const int BlockSize = 128 * 1024;

    public static Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var app = ServeCommand.CreateBuilder(settings).Build();
        var uploads = new UploadDirectory(settings.Data);

        app.MapPost("/upload", async context =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            var name = Guid.CreateVersion7().ToString("n");
            var hash = await StoreAsync(context.Request, uploads.Temporary(name), settings.FlushesToDisk);
            File.Move(uploads.Temporary(name), uploads.Final(name));

            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsync(Convert.ToHexStringLower(hash));
        });
        uploads.MapClearing(app);
        return Task.FromResult(app);
    }

    private static async Task<byte[]> StoreAsync(HttpRequest request, string path, bool flush)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var filled = 0;
        var written = 0L;
        var reader = request.BodyReader;

        while (true)
        {
            var result = await reader.ReadAsync();
            foreach (var segment in result.Buffer)
            {
                for (var rest = segment.Span; !rest.IsEmpty;)
                {
                    var count = Math.Min(rest.Length, BlockSize - filled);
                    rest[..count].CopyTo(block.AsSpan(filled));
                    rest = rest[count..];
                    filled += count;
                    if (filled == BlockSize)
                        Take(block.AsSpan(0, filled), file, hash, ref filled, ref written);
                }
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                break;
        }

        Take(block.AsSpan(0, filled), file, hash, ref filled, ref written);
        ArrayPool<byte>.Shared.Return(block);
        if (flush)
            RandomAccess.FlushToDisk(file);

        return hash.GetHashAndReset();
    }

    private static void Take(ReadOnlySpan<byte> bytes, SafeFileHandle file, IncrementalHash hash, ref int filled, ref long written)
    {
        hash.AppendData(bytes);
        RandomAccess.Write(file, bytes, written);
        written += bytes.Length;
        filled = 0;
    }
}
