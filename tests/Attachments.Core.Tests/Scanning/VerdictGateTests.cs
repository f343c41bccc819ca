using Attachments.Persistence;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning;

public sealed class VerdictGateTests
{
    private const ContentAction Download = ContentAction.Download;
    private const ContentAction Inline = ContentAction.Inline;
    private const ContentAction Thumbnail = ContentAction.Thumbnail;
    private const ContentAction Send = ContentAction.Send;
    private const ContentAction Archive = ContentAction.Archive;

    // Verdict, action; then whether it is allowed: with scanning off, on, on with AllowDownloadBeforeScan, on with AllowUnscannable.
    public static TheoryData<ScanStatus, ContentAction, bool, bool, bool, bool> Table => new()
    {
        { ScanStatus.Pending, Download, true, false, true, false },
        { ScanStatus.Pending, Inline, true, false, true, false },
        { ScanStatus.Pending, Thumbnail, true, false, true, false },
        { ScanStatus.Pending, Archive, true, false, true, false },
        { ScanStatus.Pending, Send, true, false, false, false },
        { ScanStatus.Safe, Download, true, true, true, true },
        { ScanStatus.Safe, Inline, true, true, true, true },
        { ScanStatus.Safe, Thumbnail, true, true, true, true },
        { ScanStatus.Safe, Archive, true, true, true, true },
        { ScanStatus.Safe, Send, true, true, true, true },
        { ScanStatus.Infected, Download, false, false, false, false },
        { ScanStatus.Infected, Inline, false, false, false, false },
        { ScanStatus.Infected, Thumbnail, false, false, false, false },
        { ScanStatus.Infected, Archive, false, false, false, false },
        { ScanStatus.Infected, Send, false, false, false, false },
        { ScanStatus.Unscannable, Download, false, false, false, true },
        { ScanStatus.Unscannable, Inline, false, false, false, true },
        { ScanStatus.Unscannable, Thumbnail, false, false, false, true },
        { ScanStatus.Unscannable, Archive, false, false, false, true },
        { ScanStatus.Unscannable, Send, false, false, false, true },
    };

    [Fact]
    public void Table_has_a_row_for_every_verdict_and_action() =>
        Assert.Equal(
            from status in Enum.GetValues<ScanStatus>() from action in Enum.GetValues<ContentAction>() select (status, action),
            Table.Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Theory]
    [MemberData(nameof(Table))]
    public void Check_follows_the_table(ScanStatus status, ContentAction action, bool off, bool on, bool early, bool lax)
    {
        Assert.Equal(
            (off, on, early, lax),
            (Allows(new() { Mode = ScanMode.Off }), Allows(new() { Mode = ScanMode.Background }),
                Allows(new() { Mode = ScanMode.Inline, AllowDownloadBeforeScan = true }), Allows(new() { Mode = ScanMode.Background, AllowUnscannable = true })));

        bool Allows(ScanningOptions options) => Gate(options).Check(status, action) is null;
    }

    [Theory]
    [InlineData(ScanStatus.Pending, RejectionCode.ScanPending)]
    [InlineData(ScanStatus.Infected, RejectionCode.MalwareDetected)]
    [InlineData(ScanStatus.Unscannable, RejectionCode.FileUnscannable)]
    public void Check_says_which_verdict_stands_in_the_way(ScanStatus status, RejectionCode code) =>
        Assert.Equal(code, Gate(new() { Mode = ScanMode.Background }).Check(status, Download)?.Code);

    [Theory]
    [InlineData(ScanStatus.Safe, false, null)]
    [InlineData(ScanStatus.Infected, true, RejectionCode.MalwareDetected)]
    [InlineData(ScanStatus.Unscannable, false, RejectionCode.FileUnscannable)]
    [InlineData(ScanStatus.Unscannable, true, null)]
    public void CheckUpload_refuses_what_may_not_be_stored(ScanStatus status, bool allowUnscannable, RejectionCode? code) =>
        Assert.Equal(code, Gate(new() { Mode = ScanMode.Inline, AllowUnscannable = allowUnscannable }).CheckUpload(status)?.Code);

    [Theory]
    [InlineData(ScanMode.Off, false, false, true)]
    [InlineData(ScanMode.Background, false, true, true)]
    [InlineData(ScanMode.Inline, true, true, false)]
    public void SealRules_follow_the_mode_and_the_option(ScanMode mode, bool allowUnscannable, bool refusePending, bool refuseUnscannable)
    {
        var gate = Gate(new() { Mode = mode, AllowDownloadBeforeScan = true, AllowUnscannable = allowUnscannable });

        Assert.Equal(new SealRules(refusePending, refuseUnscannable), gate.SealRules);
    }

    private static VerdictGate Gate(ScanningOptions options) => new(Options.Create(options));
}
