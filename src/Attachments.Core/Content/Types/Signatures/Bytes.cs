namespace Attachments.Content.Types.Signatures;

/// <summary>Questions that several signatures ask.</summary>
internal static class Bytes
{
    /// <summary>Says whether there are control characters that no text has (WHATWG MIME Sniffing, binary data byte).</summary>
    public static bool HaveControls(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one is <= 0x08 or 0x0B or (>= 0x0E and <= 0x1A) or (>= 0x1C and <= 0x1F))
                return true;
        }

        return false;
    }
}
