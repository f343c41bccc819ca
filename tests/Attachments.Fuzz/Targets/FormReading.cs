using System.Buffers;
using System.IO.Pipelines;
using Attachments.AspNetCore.Multipart;
using Attachments.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Attachments.Fuzz.Targets;

/// <summary>Reads a form whose bytes come in chosen pieces, as the upload's endpoint would.</summary>
internal static class FormReading
{
    private static readonly PipeOptions Inline =
        new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    /// <param name="contentType">The request's content type.</param>
    /// <param name="body">The form.</param>
    /// <param name="pieceOf">How many bytes come next.</param>
    /// <param name="readSize">How many bytes are asked for at a time.</param>
    public static FormOutcome Read(string contentType, ReadOnlySpan<byte> body, Func<int> pieceOf, int readSize)
    {
        var pipe = new Pipe(Inline);
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Features.Set<IRequestBodyPipeFeature>(new BodyFeature(pipe.Reader));

        // The reader has seen each piece before the next one comes: nothing is read ahead of the split.
        var reading = ReadAsync(new MultipartUpload(context.Request, long.MaxValue - MultipartUpload.Allowance), readSize);
        while (!body.IsEmpty)
        {
            var piece = Math.Min(pieceOf(), body.Length);
            pipe.Writer.Write(body[..piece]);
            Violation.Unless(pipe.Writer.FlushAsync().AsTask().IsCompleted, "nothing holds the writer back");
            body = body[piece..];
        }

        pipe.Writer.Complete();
        Violation.Unless(reading.IsCompleted, "the form is read to an end once all of its bytes have come");
        var outcome = reading.GetAwaiter().GetResult();
        pipe.Reader.Complete();
        return outcome;
    }

    private static async Task<FormOutcome> ReadAsync(MultipartUpload form, int readSize)
    {
        var opened = await form.OpenAsync(CancellationToken.None);
        if (!opened.TryGetValue(out var file, out var rejection))
            return FormOutcome.Refused(rejection.Code);

        var content = new ArrayBufferWriter<byte>();
        try
        {
            var block = new byte[readSize];
            int read;
            while ((read = await file.Content.ReadAsync(block, CancellationToken.None)) > 0)
                content.Write(block.AsSpan(0, read));

            Violation.Unless(await file.Content.ReadAsync(block, CancellationToken.None) == 0, "a file that has ended stays ended");
        }
        catch (UploadInterruptedException exception)
        {
            return FormOutcome.Refused(exception.Rejection.Code);
        }

        return await form.CompleteAsync(CancellationToken.None) is { } refusal
            ? FormOutcome.Refused(refusal.Code)
            : new FormOutcome(null, Convert.ToHexString(content.WrittenSpan), file.FileName, form.FileNameOverride, file.ContentType, file.ContentEncoding);
    }

    private sealed class BodyFeature(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
