using System.Collections.Concurrent;
using System.Diagnostics;
using Attachments.Relational.Sql;

namespace Attachments.Sqlite;

// One writer at a time: a gate within the process, because without one some task starves for over a second; the engine's own lock between processes.
// Whoever passes the gate runs all batches that wait by then in one transaction, and so with one commit and one flush to disk: a group commit.
#pragma warning disable CA1001 // The gate holds nothing of the system's, and whoever still comes to it when all is closed is told so by the sessions.
internal sealed class SqliteWriter(SqliteSessions sessions, TimeSpan busyTimeout)
#pragma warning restore CA1001
{
    // So that the first of a group does not wait for a crowd.
    private const int LargestGroup = 64;

    // IMMEDIATE: a transaction that begins with a read and then writes can fail as busy in a way that no waiting cures.
    private static readonly SqlStatement Begin = new("BEGIN IMMEDIATE");

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite> waiting = new();

    /// <summary>Runs a batch as a transaction, perhaps together with others.</summary>
    /// <exception cref="TimeoutException">It had no turn within the busy timeout, counted from the batch's first try.</exception>
    public async ValueTask RunAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        if (waiting.IsEmpty && gate.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            try
            {
                RunAlone(batch);
            }
            finally
            {
                LeaveGate();
            }

            return;
        }

        var write = new PendingWrite(batch);
        waiting.Enqueue(write);
        AttendOnce();
        await write.WaitAsync(Remaining(batch.StartedAt), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs something that is not a batch, as the only writer of this process.</summary>
    /// <exception cref="TimeoutException">It had no turn within the busy timeout.</exception>
    public async ValueTask<T> RunAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(busyTimeout, cancellationToken).ConfigureAwait(false))
            throw new TimeoutException("The writers before this one took too long.");

        try
        {
            return sessions.InTransaction(Begin, busyTimeout, action);
        }
        finally
        {
            LeaveGate();
        }
    }

    public TimeSpan Remaining(long started)
    {
        var remaining = busyTimeout - Stopwatch.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    // A batch that came while the gate was held found it closed, and relies on whoever opens it: not on the caller that holds it now, who has its own to go on with.
    private void LeaveGate()
    {
        gate.Release();
        if (!waiting.IsEmpty)
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.AttendOnce(), this, preferLocal: false);
    }

    private void AttendOnce()
    {
        if (!gate.Wait(TimeSpan.Zero, CancellationToken.None))
            return;

        try
        {
            RunGroup(TakeGroup());
        }
        finally
        {
            LeaveGate();
        }
    }

    private List<PendingWrite> TakeGroup()
    {
        var group = new List<PendingWrite>();
        while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
        {
            if (write.TryTake())
                group.Add(write);
        }

        return group;
    }

    private void RunGroup(List<PendingWrite> group)
    {
        if (group.Count > 1 && TryRunTogether(group))
            return;

        foreach (var write in group)
        {
            try
            {
                write.Batch.Reset();
                RunAlone(write.Batch);
                write.Succeed();
            }
            catch (Exception exception)
            {
                write.Fail(exception);
            }
        }
    }

    // Where one fails, or the commit does, nothing of the group was written: each of them then goes alone, and fails or succeeds by itself.
    private bool TryRunTogether(List<PendingWrite> group)
    {
        try
        {
            sessions.InTransaction(Begin, Remaining(group[0].Batch.StartedAt), session =>
            {
                foreach (var write in group)
                    session.Run(write.Batch);

                return true;
            });
        }
        catch (Exception)
        {
            return false;
        }

        foreach (var write in group)
            write.Succeed();

        return true;
    }

    // The gate and the engine's lock share one wait: writers that queue behind one that waits for another process would else wait in turn.
    private void RunAlone(SqlBatch batch) => sessions.InTransaction(Begin, Remaining(batch.StartedAt), session => session.Run(batch));
}
