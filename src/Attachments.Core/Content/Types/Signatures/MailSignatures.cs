using System.Text;

namespace Attachments.Content.Types.Signatures;

/// <summary>Mail, calendars, cards and what protects mail. The textual ones confirm a declared type and override none.</summary>
internal static class MailSignatures
{
    private const string Message = "RFC 5322 2.2 and 3.6";
    private const string Armor = "RFC 9580 6.2";
    private const int DateLength = 24;

    public static Signature[] All { get; } =
    [
        new("789F3E22", "application/vnd.ms-tnef") { Source = "[MS-OXTNEF] 2.1.3" },
        new("'!BDN' ???????? 'SM'", "application/vnd.ms-outlook-pst") { Source = "[MS-PST] 2.2.2.6" },
        new("CFAD12FE C5FD746F", "application/x-outlook-express") { Source = "Outlook Express DBX header" },
        new("'From '", "application/mbox") { Source = "RFC 4155 A", Confirm = IsMailbox },
        Mail("'Return-'"), Mail("'Receive'"), Mail("'Deliver'"), Mail("'From:'"), Mail("'Date:'"), Mail("'To:'"), Mail("'Subject'"),
        Mail("'Message'"), Mail("'MIME-Ve'"), Mail("'Content'"), Mail("'X-'"), Mail("'DKIM-'"), Mail("'ARC-'"), Mail("'Authent'"),
        new("'BEGIN:VCALENDAR'", "text/calendar") { Source = "RFC 5545 3.4" },
        new("EFBBBF 'BEGIN:VCALENDAR'", "text/calendar") { Source = "RFC 5545 3.4" },
        new("'begin:vcalendar'", "text/calendar") { Source = "RFC 5545 3.4, case-insensitive" },
        new("'BEGIN:VCARD'", "text/vcard") { Source = "RFC 6350 6.1.1" },
        new("EFBBBF 'BEGIN:VCARD'", "text/vcard") { Source = "RFC 6350 6.1.1" },
        new("'begin:vcard'", "text/vcard") { Source = "RFC 6350 6.1.1, case-insensitive" },
        new("'-----BEGIN PGP MESSAGE-----'", "application/pgp-encrypted") { Source = Armor, IsOptional = true },
        new("'-----BEGIN PGP SIGNATURE-----'", "application/pgp-signature") { Source = Armor, IsOptional = true },
        new("'-----BEGIN PGP PUBLIC KEY BLOCK-----'", "application/pgp-keys") { Source = Armor, IsOptional = true },
    ];

    // A mail may begin with any field, so that not beginning with one of these is no mismatch.
    private static Signature Mail(string beginning) => new(beginning, "message/rfc822") { Source = Message, IsOptional = true, Confirm = IsMessage };

    // Three lines that are fields or go on with one, and among the fields one of those that name a mail.
    private static bool IsMessage(ReadOnlySpan<byte> head)
    {
        var fields = 0;
        var names = 0;
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range];
            if (line.Length <= 1)
                break;

            if (line[0] is (byte)' ' or (byte)'\t')
                continue;

            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~'))
                return false;

            fields++;
            names += Names(line[..colon]) ? 1 : 0;
        }

        return fields >= 3 && names >= 2;
    }

    private static bool Names(ReadOnlySpan<byte> field) =>
        Ascii.EqualsIgnoreCase(field, "from"u8) || Ascii.EqualsIgnoreCase(field, "date"u8) || Ascii.EqualsIgnoreCase(field, "message-id"u8)
        || Ascii.EqualsIgnoreCase(field, "received"u8) || Ascii.EqualsIgnoreCase(field, "subject"u8) || Ascii.EqualsIgnoreCase(field, "mime-version"u8);

    // "From someone@example.org Thu Jan  1 00:00:00 1970": a letter may begin with the word, but not with such a date on its first line.
    private static bool IsMailbox(ReadOnlySpan<byte> head)
    {
        var line = head[..Math.Min(head.Length, 998)];
        line = line[5..(line.IndexOf((byte)'\n') is var end and > 5 ? end : line.Length)].TrimEnd((byte)'\r');
        var space = line.IndexOf((byte)' ');
        if (space <= 0)
            return false;

        var date = line[(space + 1)..].TrimStart((byte)' ');
        return date.Length >= DateLength - 4 && date[3] == ' ' && date[7] == ' ' && date[10] == ' ' && date[13] == ':' && (date[^4] is (byte)'1' or (byte)'2');
    }
}
