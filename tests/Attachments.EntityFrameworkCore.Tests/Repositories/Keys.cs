using System.Globalization;

namespace Attachments.EntityFrameworkCore.Tests.Repositories;

// Keys that sort by their number, with letters in the UUIDs (whose case the engines keep differently) and numbers too large for 32 bits.
internal static class Keys
{
    public static Guid Guid(int number) => System.Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"{number:x8}-abcd-7def-8abc-0123456789ef"));

    public static long Int64(int number) => 10_000_000_000L + number;

    public static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"message-{number}");
}
