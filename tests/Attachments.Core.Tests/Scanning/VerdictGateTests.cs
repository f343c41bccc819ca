using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning;

public sealed class VerdictGateTests
{
    [Theory]
    [InlineData(ScanStatus.Safe, ScanMode.Background, false, false, null)]
    [InlineData(ScanStatus.Safe, ScanMode.Off, false, false, null)]
    [InlineData(ScanStatus.Pending, ScanMode.Off, false, false, null)]
    [InlineData(ScanStatus.Pending, ScanMode.Background, false, false, RejectionCode.ScanPending)]
    [InlineData(ScanStatus.Pending, ScanMode.Inline, false, false, RejectionCode.ScanPending)]
    [InlineData(ScanStatus.Pending, ScanMode.Background, true, false, null)]
    [InlineData(ScanStatus.Infected, ScanMode.Off, true, true, RejectionCode.MalwareDetected)]
    [InlineData(ScanStatus.Infected, ScanMode.Background, true, true, RejectionCode.MalwareDetected)]
    [InlineData(ScanStatus.Unscannable, ScanMode.Off, true, false, RejectionCode.FileUnscannable)]
    [InlineData(ScanStatus.Unscannable, ScanMode.Background, false, true, null)]
    public void CheckDownload_refuses_what_the_verdict_forbids(ScanStatus status, ScanMode mode, bool early, bool unscannable, RejectionCode? expected)
    {
        var gate = Gate(mode, early, unscannable);

        var refusal = gate.CheckDownload(status);

        Assert.Equal(expected, refusal?.Code);
    }

    [Theory]
    [InlineData(ScanMode.Off, false, false, true)]
    [InlineData(ScanMode.Background, false, true, true)]
    [InlineData(ScanMode.Inline, true, true, false)]
    public void SealRules_follow_the_mode_and_the_option(ScanMode mode, bool allowUnscannable, bool refusePending, bool refuseUnscannable)
    {
        var gate = Gate(mode, early: true, allowUnscannable);

        Assert.Equal(new(refusePending, refuseUnscannable), gate.SealRules);
    }

    private static VerdictGate Gate(ScanMode mode, bool early, bool unscannable) =>
        new(Options.Create(new ScanningOptions { Mode = mode, AllowDownloadBeforeScan = early, AllowUnscannable = unscannable }));
}
