using System.Globalization;
using Attachments.Persistence;
using Attachments.Scanning;

namespace Attachments.Relational.Sql;

/// <summary>The states that rows are in, as statements write them.</summary>
internal static class States
{
    /// <summary>A stray whose bytes are being uploaded. Nobody may delete them before it is due.</summary>
    public const string StrayReserved = "0";

    /// <summary>A stray that is nobody's any more. Only its bytes are left to delete.</summary>
    public const string StrayCondemned = "1";

    /// <summary>A stray whose bytes are to be deleted while the blob's row stays, because attachments name it.</summary>
    public const string StrayOfRow = "2";

    public static readonly string ContentStored = Text((int)BlobContentState.Stored);
    public static readonly string ContentQuarantined = Text((int)BlobContentState.Quarantined);
    public static readonly string ContentRemoved = Text((int)BlobContentState.Removed);

    public static readonly string ScanPending = Text((int)ScanStatus.Pending);
    public static readonly string ScanSafe = Text((int)ScanStatus.Safe);
    public static readonly string ScanInfected = Text((int)ScanStatus.Infected);
    public static readonly string ScanUnscannable = Text((int)ScanStatus.Unscannable);

    public static readonly string SealNone = Text((int)MessageSeal.None);
    public static readonly string SealSealed = Text((int)MessageSeal.Sealed);
    public static readonly string SealDeleted = Text((int)MessageSeal.Deleted);

    private static string Text(int state) => state.ToString(CultureInfo.InvariantCulture);
}
