using System.Globalization;
using Attachments.Messages;
using Attachments.Relational.Sql;

namespace Attachments.Relational;

// Between the library's opaque message ids and the column's type. An id that is not of that type names no message.
internal sealed class MessageKeys(MessageKeyType type, SqlDialect dialect)
{
    public bool TryConvert(MessageId message, out MessageKey key)
    {
        var text = message.Value;
        switch (type)
        {
            case MessageKeyType.Text:
                key = new MessageKey(SqlValue.Of(text), text);
                return true;

            case MessageKeyType.Guid when Guid.TryParseExact(text, "D", out var guid):
                key = new MessageKey(dialect.HostGuid(guid), guid.ToString("D"));
                return true;

            case MessageKeyType.Int64 when TryParse(text, out var number):
                key = new MessageKey(SqlValue.Of(number), Format(number));
                return true;

            case MessageKeyType.Int32 when TryParse(text, out var number) && number is >= int.MinValue and <= int.MaxValue:
                key = new MessageKey(SqlValue.Of((int)number), Format(number));
                return true;

            default:
                key = default;
                return false;
        }
    }

    public MessageId Read(SqlRow row, int ordinal) => MessageId.Parse(type switch
    {
        MessageKeyType.Guid => row.HostGuid(ordinal).ToString("D"),
        MessageKeyType.Int64 or MessageKeyType.Int32 => Format(row.Int64(ordinal)),
        _ => row.Text(ordinal),
    });

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);
}
