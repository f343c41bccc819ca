using System.Text;
using Attachments.AspNetCore.Multipart;
using Attachments.Ingestion;

namespace Attachments.Fuzz.Targets;

/// <summary>A form read the plain way, from all of its bytes at once: what the streaming reader must come to.</summary>
/// <remarks>The headers of a part are read by the product's own code, which is a target of its own.</remarks>
internal static class PlainForm
{
    public static FormOutcome Read(string contentType, byte[] body)
    {
        if (Boundary.Parse(contentType) is not { } delimiter)
            return FormOutcome.Refused(RejectionCode.MalformedForm);

        try
        {
            return Read(body, Encoding.Latin1.GetString(delimiter));
        }
        catch (UploadInterruptedException exception)
        {
            return FormOutcome.Refused(exception.Rejection.Code);
        }
    }

    private static FormOutcome Read(byte[] bytes, string delimiter)
    {
        // One character for each byte. The line break in front lets the first line be a delimiter.
        var text = "\r\n" + Encoding.Latin1.GetString(bytes);
        var (at, next, isLast) = Find(text, 0, delimiter);
        if (at < 0)
            return FormOutcome.Refused(RejectionCode.MalformedForm);

        (PartHeaders Headers, string Content)? file = null;
        string? name = null;
        while (!isLast)
        {
            var end = text.AsSpan(next).StartsWith("\r\n") ? next + 2 : text.IndexOf("\r\n\r\n", next, StringComparison.Ordinal) + 4;
            if (end < 4)
                return FormOutcome.Refused(RejectionCode.UploadInterrupted);

            var headers = PartHeaders.Parse(Encoding.Latin1.GetBytes(text[next..end]));
            var isFile = headers.Name == "file";
            var type = HeaderValue.Parse(headers.ContentType);
            if (isFile && type?.Value.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true && type["boundary"] is not null)
                return FormOutcome.Refused(RejectionCode.MalformedForm);

            if (isFile && file is not null)
                return FormOutcome.Refused(RejectionCode.TooManyFiles);

            (at, next, isLast) = Find(text, end - 2, delimiter);
            if (at < 0)
                return FormOutcome.Refused(RejectionCode.UploadInterrupted);

            // A delimiter may stand right behind the headers, and then share their last line break.
            var content = at < end ? "" : text[end..at];
            if (isFile)
                file = (headers, content);
            else if (headers.Name == "filename" && content.Length > 0)
                name ??= CharsetOf(headers).GetString(Encoding.Latin1.GetBytes(content));
        }

        return file is var (found, taken)
            ? new FormOutcome(null, Convert.ToHexString(Encoding.Latin1.GetBytes(taken)), found.FileName, name, IsForm(found.ContentType) ? null : found.ContentType, found.ContentEncoding)
            : FormOutcome.Refused(RejectionCode.FileRequired);
    }

    private static bool IsForm(string? contentType) => string.Equals(HeaderValue.Parse(contentType)?.Value, "multipart/form-data", StringComparison.OrdinalIgnoreCase);

    // RFC 2046, section 5.1.1: the delimiter, then two hyphens, or blanks and a line break.
    private static (int At, int Next, bool IsLast) Find(string text, int from, string delimiter)
    {
        for (var at = text.IndexOf(delimiter, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(delimiter, at + 1, StringComparison.Ordinal))
        {
            var behind = at + delimiter.Length;
            if (text.AsSpan(behind).StartsWith("--"))
                return (at, behind + 2, true);

            var end = behind;
            while (end < text.Length && text[end] is ' ' or '\t')
                end++;

            if (end - behind <= 256 && text.AsSpan(end).StartsWith("\r\n"))
                return (at, end + 2, false);
        }

        return (-1, 0, false);
    }

    private static Encoding CharsetOf(PartHeaders headers) =>
        HeaderValue.Parse(headers.ContentType)?["charset"] is { } name && Charset.Find(name) is { } charset ? charset : Encoding.UTF8;
}
