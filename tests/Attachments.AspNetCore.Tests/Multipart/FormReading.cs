using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Attachments.AspNetCore.Multipart;
using Attachments.Content;
using Attachments.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Attachments.AspNetCore.Tests.Multipart;

/// <summary>Reads a form whose bytes come in chosen pieces, as the library would.</summary>
internal static class FormReading
{
    public const string DefaultType = "multipart/form-data; boundary=b";

    /// <summary>What came of a form: the file and its name, or the refusal.</summary>
    public sealed record Result(string? Refusal, string? Content, string? FileName, string? Override, string? ContentType, ContentEncoding Encoding);

    public static Task<Result> ReadAsync(string body, string contentType = DefaultType) => ReadAsync(Encoding.Latin1.GetBytes(body), contentType);

    public static Task<Result> ReadAsync(byte[] body, string contentType = DefaultType, int readSize = 4096) => ReadAsync([body], contentType, readSize);

    public static async Task<Result> ReadAsync(IEnumerable<byte[]> pieces, string contentType = DefaultType, int readSize = 4096)
    {
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Features.Set<IRequestBodyPipeFeature>(new BodyFeature(pipe.Reader));

        // The reader waits for each piece before the next one is written, so that every split is really seen.
        var reading = ReadFormAsync(new MultipartUpload(context.Request, 1_000_000), readSize);
        foreach (var piece in pieces)
        {
            pipe.Writer.Write(piece);
            await pipe.Writer.FlushAsync();
        }

        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    private static async Task<Result> ReadFormAsync(MultipartUpload form, int readSize)
    {
        var opened = await form.OpenAsync(CancellationToken.None);
        if (!opened.TryGetValue(out var file, out var rejection))
            return Refused(rejection);

        var content = new ArrayBufferWriter<byte>();
        try
        {
            var block = new byte[readSize];
            int read;
            while ((read = await file.Content.ReadAsync(block, CancellationToken.None)) > 0)
                content.Write(block.AsSpan(0, read));

            Assert.Equal(0, await file.Content.ReadAsync(block, CancellationToken.None));
        }
        catch (UploadInterruptedException exception)
        {
            return Refused(exception.Rejection);
        }

        return await form.CompleteAsync(CancellationToken.None) is { } refusal
            ? Refused(refusal)
            : new Result(null, Encoding.Latin1.GetString(content.WrittenSpan), file.FileName, form.FileNameOverride, file.ContentType, file.ContentEncoding);
    }

    private static Result Refused(Rejection rejection) => new(rejection.Code.ToString(), null, null, null, null, default);

    private sealed class BodyFeature(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
