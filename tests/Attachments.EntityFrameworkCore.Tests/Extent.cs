namespace Attachments.EntityFrameworkCore.Tests;

/// <summary>How much a test run covers: keys of 32 bits are kept as those of 64 are, and run where everything is asked for (<c>ATTACHMENTS_TEST_EXTENT=full eng/test.sh</c>).</summary>
internal static class Extent
{
    /// <summary>The trait's name.</summary>
    public const string Name = "Extent";

    /// <summary>Left out where nothing else is asked for.</summary>
    public const string Full = "Full";
}
