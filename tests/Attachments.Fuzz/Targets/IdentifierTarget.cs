using Attachments.Access;
using Attachments.Messages;
using Attachments.Relational;
using Attachments.Sqlite;

namespace Attachments.Fuzz.Targets;

/// <summary>A text where an id is expected.</summary>
internal sealed class IdentifierTarget() : FuzzTarget("identifiers")
{
    private static readonly MessageKeys[] Keys = [.. Enum.GetValues<MessageKeyType>().Select(static type => new MessageKeys(type, new SqliteDialect("attachments_")))];

    public override string Description => "ids of attachments, tenants, users and messages";

    public override IReadOnlyList<string> Dictionary =>
        ["01890a5d-ac96-774b-bcce-b302099a8057", "{", "}", "(", "0x", "-", "+", " ", "\0", "9223372036854775807", "-9223372036854775808", "2147483648", "\xED\xA0\xBD", "\xEF\xBF\xBD", "\xC2\x85", "%2F", "/", "..", "@", ":"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = InputText.Decode(input);

        if (AttachmentId.TryParse(text, out var attachment))
            Violation.UnlessEqual(text.ToLowerInvariant(), attachment.ToString());

        Violation.UnlessEqual(IsIdentifier(text), TenantId.TryParse(text, out var tenant));
        Violation.UnlessEqual(IsIdentifier(text), UserId.TryParse(text, out var user));
        if (IsIdentifier(text))
            Violation.Unless(tenant.ToString() == text && user.ToString() == text);

        if (MessageId.TryParse(text, out var message))
            CheckMessage(text, message);
    }

    private static void CheckMessage(string text, MessageId message)
    {
        Violation.UnlessEqual(text, message.ToString());
        Violation.Unless(text.Length is >= 1 and <= 128 && !text.Any(char.IsControl));
        Violation.Unless(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text, "a message's id can be stored");
        foreach (var keys in Keys)
        {
            // The one text form of a key names the lock and the seal: two keys for one row would be two locks.
            if (keys.TryConvert(message, out var key))
                Violation.Unless(keys.TryConvert(MessageId.Parse(key.Text), out var again) && again.Text == key.Text, "a key's text names the same key");
        }
    }

    private static bool IsIdentifier(string text) =>
        text.Length is >= 1 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or ':' or '+' or '-');
}
