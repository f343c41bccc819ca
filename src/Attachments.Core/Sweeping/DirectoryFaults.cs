using System.Runtime.ExceptionServices;
using Attachments.Messages;

namespace Attachments.Sweeping;

/// <summary>Remembers how a host's directory failed, so that one tenant's fault does not hide the tenants behind it.</summary>
/// <param name="most">After how many faults in a row it is asked no more.</param>
internal sealed class DirectoryFaults(int most)
{
    private ExceptionDispatchInfo? first;
    private int inARow;

    /// <summary>Asks the directory.</summary>
    /// <returns>What it answers; nothing where it fails.</returns>
    public async ValueTask<IReadOnlyCollection<MessageId>> TryAsync(Func<ValueTask<IReadOnlyCollection<MessageId>>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ask().ConfigureAwait(false);
            inARow = 0;
            return answer;
        }
#pragma warning disable CA1031 // The directory is the host's own: whatever it throws is thrown in the end.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ++inARow < most)
#pragma warning restore CA1031
        {
            first ??= ExceptionDispatchInfo.Capture(exception);
            return [];
        }
    }

    /// <summary>Throws the first fault, if there was one.</summary>
    public void Throw() => first?.Throw();
}
