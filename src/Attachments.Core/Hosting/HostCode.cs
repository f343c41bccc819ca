namespace Attachments.Hosting;

/// <summary>Calls what is not the library's own: a host's handler, its directory, its store. It may hang, and must not take those with it who call it.</summary>
internal static class HostCode
{
    /// <summary>Calls, and waits for as long as patience lasts. Then the call is cancelled, and waited for no longer.</summary>
    /// <exception cref="TimeoutException">Patience has ended.</exception>
    public static async ValueTask<T> CallAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = ended.Token;

        // On another thread: it may block before it returns a task.
        var called = Task.Run(() => call(token).AsTask(), CancellationToken.None);
        try
        {
            return await called.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Not waited for either: what hears of it may block as well.
            Forget(ended.CancelAsync());
            Forget(called);
            throw;
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public static async ValueTask CallAsync(Func<CancellationToken, ValueTask> call, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken) =>
        await CallAsync(
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return true;
            },
            patience,
            clock,
            cancellationToken).ConfigureAwait(false);

    private static void Forget(Task task) =>
        _ = task.ContinueWith(static faulted => _ = faulted.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
