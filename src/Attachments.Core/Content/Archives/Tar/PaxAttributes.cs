using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Attachments.Content.Archives.Tar;

/// <summary>What an extended header says of the entry behind it (POSIX.1 pax, extended header).</summary>
/// <param name="Path">Its name.</param>
/// <param name="Size">Its length.</param>
/// <param name="HasZero">Whether there is a zero somewhere in them, at which some readers give all of them up.</param>
/// <param name="IsSparse">Whether GNU's form of files with holes is used, by which an entry has another name, length and content.</param>
internal readonly record struct PaxAttributes(string? Path, long? Size, bool HasZero, bool IsSparse)
{
    /// <summary>Reads records of the form <c>length key=value</c> and a line feed; the length counts all of the record.</summary>
    /// <exception cref="InvalidDataException">A record is none.</exception>
    public static PaxAttributes Read(ReadOnlySpan<byte> records)
    {
        var attributes = default(PaxAttributes) with { HasZero = records.Contains((byte)0) };
        while (!records.IsEmpty && records[0] != 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits) || length <= digits + 1 || length > records.Length || records[digits] != ' ' || records[length - 1] != '\n')
                throw new InvalidDataException();

            attributes = attributes.With(records[(digits + 1)..(length - 1)]);
            records = records[length..];
        }

        return attributes;
    }

    private PaxAttributes With(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("path="u8))
            return this with { Path = Encoding.UTF8.GetString(record[5..]) };

        if (record.StartsWith("GNU.sparse."u8))
            return this with { IsSparse = true };

        if (!record.StartsWith("size="u8))
            return this;

        return long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? this with { Size = size } : throw new InvalidDataException();
    }
}
