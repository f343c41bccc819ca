using System.Diagnostics;
using System.Text;
using Xunit;

namespace Attachments.Content.Archives;

/// <summary>Bounds on what one upload's archives may take.</summary>
public sealed class ArchiveLimitTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(line => $"line {line} of a report")));

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Entries_are_refused_above_the_limit_and_not_at_it(int entries, bool isAccepted)
    {
        var inspecting = new Inspecting();
        inspecting.Limits.MaxEntries = 10;

        Assert.Equal(isAccepted, await inspecting.RunAsync(Many(entries)) is null);
    }

    [Fact]
    public async Task Entries_of_inner_archives_count()
    {
        var inspecting = new Inspecting();
        inspecting.Limits.MaxEntries = 10;

        AssertRefused("entries", await inspecting.RunAsync(ZipBytes.Of(("a.zip", Many(5)), ("b.zip", Many(5)))));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Depth_is_refused_above_the_limit_and_not_at_it(int depth, bool isAccepted) =>
        Assert.Equal(isAccepted, await Inspecting.InspectAsync(Nested(depth)) is null);

    [Fact]
    public void Inspection_can_be_turned_off()
    {
        var inspecting = new Inspecting();
        inspecting.Limits.MaxDepth = 0;

        Assert.Null(inspecting.Begin());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Expanded_size_is_refused_above_the_limit_and_not_at_it(int more, bool isAccepted)
    {
        var inspecting = new Inspecting();
        inspecting.Limits.MaxExpandedSize = (2 * Text.Length) + more;

        Assert.Equal(isAccepted, await inspecting.RunAsync(ZipBytes.Of(("a.txt", Text), ("b.txt", Text))) is null);
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(2_000_000, false)]
    public async Task Ratio_is_asked_of_what_expands_to_more_than_a_megabyte(int length, bool isAccepted) =>
        Assert.Equal(isAccepted, await Inspecting.InspectAsync(ZipBytes.Of(("a.txt", new byte[length]))) is null);

    [Fact]
    public async Task Time_is_limited()
    {
        var inspecting = new Inspecting();
        inspecting.Limits.TimeLimit = TimeSpan.FromTicks(1);

        AssertRefused("too long", await inspecting.RunAsync(ZipBytes.Of(("a.txt", Text))));
    }

    [Fact]
    public async Task Time_is_limited_where_nothing_is_expanded()
    {
        var inspecting = new Inspecting { Formats = [new IdleFormat()] };
        inspecting.Limits.TimeLimit = TimeSpan.FromTicks(1);

        AssertRefused("too long", await inspecting.RunAsync(new byte[1_000_000]));
    }

    [Fact]
    public async Task Memory_for_the_listing_is_limited()
    {
        var inspecting = new Inspecting();
        inspecting.Limits.MaxEntries = int.MaxValue;
        inspecting.Limits.MemoryLimit = 1_048_576;

        AssertRefused("memory", await inspecting.RunAsync(Many(20_000)));
    }

    [Theory]
    [MemberData(nameof(BombNames))]
    public async Task Bomb_is_refused_before_it_expands(string bomb)
    {
        var bytes = ArchiveBombs.Make(bomb);
        var expanded = Stopwatch.StartNew();

        AssertRefused("", await Inspecting.InspectAsync(bytes));

        // Not a measurement: a bomb that is expanded takes minutes.
        Assert.True(expanded.Elapsed < TimeSpan.FromSeconds(30), $"{expanded.Elapsed} for {bomb}.");
    }

    public static TheoryData<string> BombNames => [.. ArchiveBombs.Names];

    [Theory]
    [InlineData("MaxEntries")]
    [InlineData("MaxDepth")]
    [InlineData("MaxDepth above 16")]
    [InlineData("MaxExpandedSize")]
    [InlineData("MaxRatio")]
    [InlineData("TimeLimit")]
    [InlineData("MemoryLimit")]
    [InlineData("Unreadable")]
    [InlineData("Macros")]
    public void Setting_out_of_its_range_stops_the_host(string setting)
    {
        var options = new ArchiveOptions();
        switch (setting)
        {
            case "MaxEntries": options.MaxEntries = 0; break;
            case "MaxDepth": options.MaxDepth = -1; break;
            case "MaxDepth above 16": options.MaxDepth = 17; break;
            case "MaxExpandedSize": options.MaxExpandedSize = 0; break;
            case "MaxRatio": options.MaxRatio = 0; break;
            case "TimeLimit": options.TimeLimit = TimeSpan.Zero; break;
            case "MemoryLimit": options.MemoryLimit = 1; break;
            case "Unreadable": options.Unreadable = (UnreadableArchives)9; break;
            default: options.Macros = (OfficeMacros)9; break;
        }

        var result = new ArchiveOptionsValidator().Validate(null, options);

        Assert.Contains($"Attachments:Archives:{setting.Split(' ')[0]}", result.FailureMessage, StringComparison.Ordinal);
    }

    private static byte[] Many(int entries) => ZipBytes.Of([.. Enumerable.Range(0, entries).Select(number => ($"{number}.txt", Array.Empty<byte>()))]);

    private static byte[] Nested(int depth) => depth == 1 ? ZipBytes.Of(("a.txt", Text)) : ZipBytes.Of(("inner.zip", Nested(depth - 1)));

    // Reads all, and shows nothing of it.
    private sealed class IdleFormat : IArchiveFormat
    {
        public bool Recognises(ReadOnlySpan<byte> head) => true;

        public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken) => await content.CopyToAsync(Stream.Null, cancellationToken);
    }

    private static void AssertRefused(string reason, Rejection? rejection)
    {
        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }
}
