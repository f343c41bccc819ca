using System.Data.Common;
using System.Diagnostics;
using System.Transactions;
using Attachments.Persistence;
using Attachments.Relational.Diagnostics;
using Attachments.Relational.Sql;
using Microsoft.Extensions.Logging;

namespace Attachments.Relational;

/// <summary>Runs batches of statements on one engine, each as one transaction, and tries again what may succeed then.</summary>
/// <param name="dialect">The engine's dialect.</param>
/// <param name="options">What the host has chosen.</param>
/// <param name="logger">Where retries are told.</param>
public abstract class RelationalDatabase(SqlDialect dialect, RelationalAttachmentsOptions options, ILogger logger) : IAsyncDisposable
{
    private const int MaxRetries = 3;

    // Whoever has waited that long for a busy database is told so.
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(5);

    /// <summary>Gets the engine's dialect.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>Gets what the host has chosen.</summary>
    public RelationalAttachmentsOptions Options => options;

    /// <summary>Runs a batch; its results are those of the try that was committed.</summary>
    /// <param name="batch">The batch. Its ids are the same in every try, so that a try finds what an earlier one committed unseen.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AttachmentDatabaseException">The database failed, or went on refusing.</exception>
    public async ValueTask RunAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);

        batch.StartedAt = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunOnceAsync(batch, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or InvalidOperationException))
            {
                var fault = Classify(exception);

                // A bug of the library's own is not the database's.
                if (fault == SqlFault.Other && exception is not DbException)
                    throw;

                batch.InDoubt |= fault == SqlFault.ConnectionLost;
                if (attempt > MaxRetries || !IsWorthAnotherTry(fault) || Stopwatch.GetElapsedTime(batch.StartedAt) > RetryFor)
                    throw Fault(fault, exception);

                logger.BatchRetried(exception, attempt, fault);
            }

            if (attempt > 1)
                await Task.Delay(Random.Shared.Next(10, 20 * attempt), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a batch once, as one transaction, and hands every row of every result to its item.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken);

    /// <summary>Says what an exception of <see cref="ExecuteAsync"/> means.</summary>
    /// <param name="exception">The exception.</param>
    protected abstract SqlFault Classify(Exception exception);

    /// <summary>Lets go of the engine's connections.</summary>
    protected abstract ValueTask DisposeAsyncCore();

    /// <summary>Makes the exception that callers see.</summary>
    /// <param name="fault">What the error means.</param>
    /// <param name="exception">The engine's own exception.</param>
    protected static Exception Fault(SqlFault fault, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        return fault switch
        {
            SqlFault.MissingReference => new MissingReferenceException(exception),
            SqlFault.Full => new AttachmentDatabaseException("The attachment database's disk is full.", exception) { IsFull = true },
            SqlFault.ConnectionLost => new AttachmentDatabaseException("The connection to the attachment database was lost.", exception),
            SqlFault.Unavailable => new AttachmentDatabaseException("The attachment database cannot be used now.", exception),
            SqlFault.Conflict => new AttachmentDatabaseException("The attachment database was too busy.", exception),
            _ => new AttachmentDatabaseException("The attachment database failed.", exception),
        };
    }

    private static bool IsWorthAnotherTry(SqlFault fault) => fault is SqlFault.Conflict or SqlFault.MissingReference or SqlFault.ConnectionLost;

    private async ValueTask RunOnceAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        batch.Reset();

        // A batch is its own transaction: inside the host's, its locks would last and its commit would be the host's to undo.
        using var suppressed = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        await ExecuteAsync(batch, cancellationToken).ConfigureAwait(false);
        suppressed?.Complete();
    }
}
