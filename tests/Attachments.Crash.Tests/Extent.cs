namespace Attachments.Crash;

/// <summary>
/// How much a test run covers. Each scenario runs on PostgreSQL, where races can show, and with one broker of jobs; on the other databases and brokers too
/// where a run asks for everything (<c>ATTACHMENTS_TEST_EXTENT=full eng/test.sh</c>).
/// </summary>
internal static class Extent
{
    /// <summary>The trait's name.</summary>
    public const string Name = "Extent";

    /// <summary>Left out where nothing else is asked for.</summary>
    public const string Full = "Full";
}
