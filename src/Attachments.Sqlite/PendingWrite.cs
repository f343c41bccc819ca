using Attachments.Relational.Sql;

namespace Attachments.Sqlite;

// A batch that waits for its turn. Either somebody runs it or its caller gives it up, never both.
internal sealed class PendingWrite(SqlBatch batch)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state = Waiting;

    public SqlBatch Batch => batch;

    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    public void Succeed() => ended.SetResult();

    public void Fail(Exception exception) => ended.SetException(exception);

    // Once it is taken its outcome counts, however impatient the caller is by then: it may be committed.
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            await ended.Task.WaitAsync(longest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (Interlocked.CompareExchange(ref state, GivenUp, Waiting) == Waiting)
                throw;

            await ended.Task.ConfigureAwait(false);
        }
    }
}
