using System.Globalization;
using System.Text;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>Requests as bytes.</summary>
internal static class Requests
{
    private const string Caller = $"X-Tenant-ID: {Rows.Tenant}\r\nX-User-ID: {Rows.User}\r\n";
    private const string Boundary = "----load-7d1f0c5b2a9e4f63";
    private const string PartHead =
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"report.pdf\"\r\nContent-Type: application/pdf\r\n\r\n";

    public static readonly byte[] FormEnd = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");

    public static byte[] Get(string path, string headers = "") => Request("GET", path, headers);

    public static byte[] Delete(string path) => Request("DELETE", path, "");

    public static byte[] Post(string path) => Request("POST", path, "Content-Length: 0\r\n");

    /// <summary>The head of a form with one file, up to the file's first byte.</summary>
    public static byte[] Form(string path, long length) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Caller}Content-Type: multipart/form-data; boundary={Boundary}\r\nContent-Length: {PartHead.Length + length + FormEnd.Length}\r\n\r\n{PartHead}"));

    /// <summary>A whole form with one small file.</summary>
    public static byte[] SmallForm(string path, ReadOnlySpan<byte> file) => [.. Form(path, file.Length), .. file, .. FormEnd];

    /// <summary>The head of a request whose body is the file itself.</summary>
    public static byte[] Raw(string path, long length) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\nContent-Length: {length}\r\n\r\n"));

    private static byte[] Request(string method, string path, string headers) =>
        Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{Caller}{headers}\r\n");
}
