using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Attachments.Contract.Http;

/// <summary>A multipart body written byte by byte, so that it can also be wrong.</summary>
public sealed class Form
{
    private readonly List<byte> bytes = [];

    public Form(string? boundary = null) => Boundary = boundary ?? $"----contract{Guid.NewGuid():N}";

    public string Boundary { get; }

    public string ContentType => $"multipart/form-data; boundary={Boundary}";

    /// <summary>A form with one file and nothing else.</summary>
    public static Form Of(byte[] content, string? fileName = "note.txt", string? contentType = "text/plain") => new Form().File(content, fileName, contentType);

    public Form Field(string name, string value) => Part($"Content-Disposition: form-data; name=\"{name}\"\r\n", Encoding.UTF8.GetBytes(value));

    public Form File(byte[] content, string? fileName = "note.txt", string? contentType = "text/plain", string name = "file") => Part(
        $"Content-Disposition: form-data; name=\"{name}\"{(fileName is null ? "" : $"; filename=\"{fileName}\"")}\r\n"
        + (contentType is null ? "" : $"Content-Type: {contentType}\r\n"),
        content);

    /// <summary>Adds a part with its header lines as they stand, each ended by CRLF.</summary>
    public Form Part(string headers, byte[] content) => Raw(string.Create(CultureInfo.InvariantCulture, $"--{Boundary}\r\n{headers}\r\n")).Raw(content).Raw("\r\n");

    public Form Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    public Form Raw(byte[] content)
    {
        bytes.AddRange(content);
        return this;
    }

    /// <summary>Gets the body with its closing boundary.</summary>
    public byte[] ToArray() => [.. bytes, .. Encoding.ASCII.GetBytes($"--{Boundary}--\r\n")];

    /// <summary>Gets the body as far as it was written: without its end.</summary>
    public byte[] ToOpenArray() => [.. bytes];

    public HttpContent ToContent() => Content(ToArray(), ContentType);

    public static HttpContent Content(byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    /// <summary>A body whose length is not said: it goes in chunks.</summary>
    public static HttpContent Chunked(byte[] body, string contentType)
    {
        var content = new StreamContent(new UnknownLengthStream(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    private sealed class UnknownLengthStream(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }
}
