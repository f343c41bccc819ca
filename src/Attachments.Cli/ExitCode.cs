namespace Attachments.Cli;

/// <summary>What a command says to the shell.</summary>
internal enum ExitCode
{
    Clean = 0,
    Findings = 1,
    CouldNotRun = 2,
}
