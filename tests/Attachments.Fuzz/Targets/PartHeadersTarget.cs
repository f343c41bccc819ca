using System.Text;
using Attachments.AspNetCore.Multipart;
using Attachments.Ingestion;
using Microsoft.Net.Http.Headers;

namespace Attachments.Fuzz.Targets;

/// <summary>The headers of a form's part, without the blank line that ends them.</summary>
internal sealed class PartHeadersTarget() : FuzzTarget("part-headers")
{
    public override string Description => "the headers of a form's part, and a boundary";

    public override IReadOnlyList<string> Dictionary =>
    [
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"", "content-disposition:", "form-data", "; name=", "; filename=\"", "; filename*=UTF-8''", "; filename*=iso-8859-1'en'",
        "utf-7", "utf-16", "%E2%82%AC", "%22", "%0D%0A", "%", "\\\"", "\\\\", "\"", ";", "=", "'", "=?utf-8?B?QQ==?=", "=?utf-8?Q?=41_?=", "?=", "=?", "\r\n ", "\r\n\t", "\r\n", "\0",
        "Content-Type: text/plain", "Content-Transfer-Encoding: base64", "multipart/form-data; boundary=", "boundary=\"a b\"",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        CheckBoundary(InputText.Decode(input));
        byte[] block = [.. input, .. "\r\n\r\n"u8];
        var end = PartHeaders.FindEnd(block);
        Violation.Unless(end is > 0 && end <= block.Length && block.AsSpan(0, end).EndsWith("\r\n"u8));

        var read = Read(block.AsSpan(0, end));
        if (read is null)
            return;

        Violation.Unless(read.Name is not null);
        Compare(read, Encoding.Latin1.GetString(block.AsSpan(0, end)));
    }

    private static PartHeaders? Read(ReadOnlySpan<byte> block)
    {
        try
        {
            return PartHeaders.Parse(block);
        }
        catch (UploadInterruptedException exception)
        {
            Violation.UnlessEqual(RejectionCode.MalformedForm, exception.Rejection.Code);
            return null;
        }
    }

    // Where a header has none of the things in which clients differ, the framework must read the same in it.
    private static void Compare(PartHeaders read, string block)
    {
        if (block.AsSpan().ContainsAny('\\', '%', '?') || block.Contains("\r\n ", StringComparison.Ordinal) || block.Contains("\r\n\t", StringComparison.Ordinal) || !Ascii.IsValid(block))
            return;

        var line = block.Split("\r\n").First(static line => line.Split(':')[0].TrimEnd(' ', '\t').Equals("content-disposition", StringComparison.OrdinalIgnoreCase));
        if (!ContentDispositionHeaderValue.TryParse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], out var theirs))
            return;

        Violation.UnlessEqual(HeaderUtilities.RemoveQuotes(theirs.Name).ToString(), read.Name);

        // The framework throws for a charset that it no longer reads.
        if (!theirs.Parameters.Any(static parameter => parameter.Name.Equals("filename*", StringComparison.OrdinalIgnoreCase)))
            Violation.UnlessEqual(theirs.FileName.HasValue ? HeaderUtilities.RemoveQuotes(theirs.FileName).Value : null, read.FileName);
    }

    private static void CheckBoundary(string contentType)
    {
        if (Boundary.Parse(contentType) is not { } delimiter)
            return;

        Violation.Unless(delimiter.AsSpan().StartsWith("\r\n--"u8) && delimiter.Length is >= 5 and <= 74);
        Violation.Unless(!delimiter.AsSpan(4).ContainsAnyExceptInRange((byte)' ', (byte)'~'));

        // The framework takes fewer values for a media type, and where it takes one it must see the same boundary.
        if (!contentType.Contains('\\', StringComparison.Ordinal) && MediaTypeHeaderValue.TryParse(contentType, out var theirs) && theirs.Boundary.HasValue)
            Violation.UnlessEqual(HeaderUtilities.RemoveQuotes(theirs.Boundary).ToString(), Encoding.ASCII.GetString(delimiter.AsSpan(4)));
    }
}
