namespace Attachments.Contract.Databases;

/// <summary>
/// How much a test run covers. A suite whose outcome the database or the store has no part in runs on each of them only where a run asks for everything
/// (<c>ATTACHMENTS_TEST_EXTENT=full eng/test.sh</c>).
/// </summary>
internal static class Extent
{
    /// <summary>The trait's name.</summary>
    public const string Name = "Extent";

    /// <summary>Left out where nothing else is asked for.</summary>
    public const string Full = "Full";
}
