namespace Attachments.Testing.Scanning;

public enum ScannerFault
{
    None,
    FindsNothing,
    FindsEverything,
    FindsSomethingInNothing,
    NamesNoThreat,
    ReportsAnotherVersion,
    KeepsTheCallersBuffer,
    LooksAtTheFirstWriteAlone,
    FailsOnEmptyWrites,
    SharesItsState,
    IgnoresTheLength,
    IsCleanWhenUnreachable,
    SaysThatTheUnreachableIsMisconfigured,
    IgnoresCancellation,
    LeavesScansOpen,
    FailsOnTheSecondDispose,
    FailsAfterScansThatWereGivenUp,
    WarnsOfNothing,
    HasNoEngine,
    HasAnUglyName,
    TakesFilesUnseen,
    WantsTheBytesOfFilesToo,
}
