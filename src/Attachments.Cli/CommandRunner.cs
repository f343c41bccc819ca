using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Cli;

/// <summary>Runs a command's work and turns what ends it into a sentence and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(Func<CancellationToken, Task<ExitCode>> work, CancellationToken cancellationToken)
    {
        try
        {
            return (int)await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await EndAsync("Interrupted. A command that was given --checkpoint goes on where it stopped.");
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return await EndAsync(exception.Message);
        }
    }

    // Their messages are made for operators: one sentence, without secrets.
    private static bool IsExpected(Exception exception) => exception
        is UsageException or BlobStoreException or AttachmentDatabaseException or OptionsValidationException or InvalidOperationException or ArgumentException or FormatException
        or IOException or UnauthorizedAccessException;

    private static async Task<int> EndAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return (int)ExitCode.CouldNotRun;
    }
}
