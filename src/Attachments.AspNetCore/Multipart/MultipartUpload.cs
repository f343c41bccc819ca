using System.Buffers;
using System.Text;
using Attachments.Ingestion;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Multipart;

/// <summary>The file of a form, with the name that a second field may give it.</summary>
internal sealed class MultipartUpload(HttpRequest request, long maxFileSize) : UploadSource
{
    /// <summary>How many bytes of delimiters, headers and fields a form may have: 1 MiB.</summary>
    public const int Allowance = 1024 * 1024;

    // Two hyphens and CRLF behind the last delimiter.
    private const int AfterLastDelimiter = 4;

    private MultipartBody? body;

    private string? fileNameOverride;

    public override string? FileNameOverride => fileNameOverride;

    public override async ValueTask<AttachmentResult<UploadFile>> OpenAsync(CancellationToken cancellationToken)
    {
        if (request.ContentLength - Allowance > maxFileSize)
            return Rejection.FileTooLarge(maxFileSize);

        // Joined, two of them make a third boundary, and whoever looks at forms before this host may go by another one.
        if (request.Headers.ContentType.Count > 1)
            return Rejection.MalformedForm("The request has two Content-Type headers");

        if (Boundary.Parse(request.ContentType) is not { } delimiter)
            return Rejection.MalformedForm("The body must be multipart/form-data with a boundary");

        body = new MultipartBody(request.BodyReader, delimiter, Allowance, maxFileSize);
        try
        {
            return await FindFileAsync(body, cancellationToken) is { } headers ? Describe(body, headers, delimiter.Length) : Rejection.FileRequired;
        }
        catch (UploadInterruptedException exception)
        {
            return exception.Rejection;
        }
    }

    public override async ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken)
    {
        if (body is null)
            throw new InvalidOperationException("The form was not opened.");

        try
        {
            if (await FindFileAsync(body, cancellationToken) is not null)
                return Rejection.TooManyFiles;

            await body.SkipEpilogueAsync(cancellationToken);
            return null;
        }
        catch (UploadInterruptedException exception)
        {
            return exception.Rejection;
        }
    }

    private UploadFile Describe(MultipartBody form, PartHeaders headers, int delimiterLength) => new(new FilePartStream(form))
    {
        FileName = headers.FileName,
        ContentType = IsUntyped(headers.ContentType) ? null : headers.ContentType,
        ContentEncoding = headers.ContentEncoding,

        // Exact where the file is the form's last part, as it mostly is.
        ExpectedLength = request.ContentLength is { } length ? Math.Max(length - form.Overhead - delimiterLength - AfterLastDelimiter, 0) : null,
    };

    // A form within the form has a boundary of its own.
    private static bool IsForm(string? contentType) => HeaderValue.Parse(contentType) is { } type
        && type.Value.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && type["boundary"] is not null;

    // What much copied code for Android calls every file.
    private static bool IsUntyped(string? contentType) => HeaderValue.Parse(contentType)?.Value.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    // Goes on from the content at hand (preamble, or a part that was read) to the next part named "file"; null at the form's end.
    private async ValueTask<PartHeaders?> FindFileAsync(MultipartBody form, CancellationToken cancellationToken)
    {
        while (await form.SkipToNextAsync(cancellationToken) == DelimiterKind.Part)
        {
            var headers = await form.ReadHeadersAsync(cancellationToken);
            switch (headers.Name)
            {
                case "file" when IsForm(headers.ContentType):
                    throw new UploadInterruptedException(Rejection.MalformedForm("The part named 'file' must be a file, not another form"));
                case "file":
                    return headers;
                case "filename":
                    await ReadFileNameAsync(form, headers, cancellationToken);
                    break;
            }
        }

        return null;
    }

    private async ValueTask ReadFileNameAsync(MultipartBody form, PartHeaders headers, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        await form.CopyContentAsync(bytes, cancellationToken);
        if (fileNameOverride is not null || bytes.WrittenCount == 0)
            return;

        fileNameOverride = CharsetOf(headers.ContentType).GetString(bytes.WrittenSpan);
    }

    private static Encoding CharsetOf(string? contentType) =>
        HeaderValue.Parse(contentType)?["charset"] is { } name && Charset.Find(name) is { } charset ? charset : Encoding.UTF8;
}
