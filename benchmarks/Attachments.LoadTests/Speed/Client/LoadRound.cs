using System.Diagnostics;
using System.Net;
using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>Runs one round: so many requests over so many kept connections, one thread each.</summary>
internal sealed class LoadRound(IPEndPoint endpoint, IExchange exchange, int connections) : IDisposable
{
    private readonly RawConnection[] open = [.. Enumerable.Range(0, connections).Select(_ => new RawConnection(endpoint))];

    /// <summary>Runs the requests.</summary>
    /// <returns>How long the round and every request took.</returns>
    public RoundTimes Run(int requests)
    {
        var latencies = new long[requests];
        var next = -1;
        Exception? failure = null;
        using var ready = new Barrier(connections + 1);
        var threads = open.Select(connection => new Thread(() => Work(connection), 256 * 1024)).ToArray();
        foreach (var thread in threads)
            thread.Start();

        ready.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        foreach (var thread in threads)
            thread.Join();

        var elapsed = Stopwatch.GetElapsedTime(started);
        return failure is null ? new RoundTimes(elapsed, latencies) : throw new InvalidOperationException("A round failed.", failure);

        void Work(RawConnection connection)
        {
            ready.SignalAndWait();
            try
            {
                int number;
                while (failure is null && (number = Interlocked.Increment(ref next)) < requests)
                {
                    var begun = Stopwatch.GetTimestamp();
                    exchange.Run(connection, number);
                    latencies[number] = Stopwatch.GetTimestamp() - begun;
                }
            }
#pragma warning disable CA1031 // Thrown again by the thread that waits.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }
        }
    }

    public void CleanUp() => exchange.CleanUp(open[0]);

    public void Dispose()
    {
        foreach (var connection in open)
            connection.Dispose();
    }
}
