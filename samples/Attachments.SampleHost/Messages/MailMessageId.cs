using System.Buffers.Binary;
using Attachments.Messages;

namespace Attachments.SampleHost.Messages;

/// <summary>Ids of messages: UUIDs of version 7, whose bits behind the millisecond are its fraction (RFC 9562, section 6.2, method 3).</summary>
/// <remarks><see cref="Guid.CreateVersion7()"/> fills those bits at random, and of two messages of one millisecond the second would be listed first half the time.</remarks>
internal static class MailMessageId
{
    private const int VersionBits = 0x7000;
    private const int FractionSteps = 0x1000;

    public static MessageId At(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(time).TryWriteBytes(bytes, bigEndian: true, out _);

        var fraction = time.Ticks % TimeSpan.TicksPerMillisecond * FractionSteps / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(VersionBits | (int)fraction));
        return MessageId.Parse(new Guid(bytes, bigEndian: true).ToString());
    }
}
