using System.Text;
using Attachments.Relational.Sql;
using Attachments.Scanning;

namespace Attachments.Relational.Scanning;

// The columns of a verdict. Arguments are never null, so an empty text says that there is none.
internal static class VerdictColumns
{
    public const string Values = "nullif($engine, ''), nullif($signature_version, ''), nullif($detail, '')";

    public static string Set(SqlDialect dialect) => $"""
        scan_status = $status, scan_engine = nullif($engine, ''), scan_signature_version = nullif($signature_version, ''),
        scan_detail = nullif($detail, ''), scanned_at = {dialect.Now}, scan_due_at = NULL
        """;

    public static SqlArguments WithVerdict(this SqlArguments arguments, BlobVerdict verdict) => arguments
        .With("status", (int)verdict.Status)
        .With("engine", Clean(verdict.Engine))
        .With("signature_version", Clean(verdict.SignatureVersion))
        .With("detail", Clean(verdict.Detail));

    // A scanner's words must not keep its verdict out: PostgreSQL takes neither NUL nor half a surrogate pair in a text.
    public static string Clean(string? text) => text is null ? "" : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', ' ');
}
