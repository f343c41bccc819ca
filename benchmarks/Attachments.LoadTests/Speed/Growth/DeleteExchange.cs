using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Growth;

/// <summary>Deletes attachments from all over the table, each once.</summary>
internal sealed class DeleteExchange(long rows) : IExchange
{
    // A prime that divides no round number: its multiples visit every row before any twice.
    private const long Step = 1_000_003;

    // A schema that was kept has lost some to earlier runs, which began elsewhere.
    private long deleted = Random.Shared.NextInt64(rows);

    public void Run(RawConnection connection, int number)
    {
        var row = Interlocked.Increment(ref deleted) * Step % rows;
        connection.Send(Requests.Delete($"/api/v1/attachments/{Rows.Id(row)}"));
        connection.Receive();

        if (connection.Status is not (200 or 404))
            throw new InvalidOperationException($"A delete was answered with {connection.Status}.");
    }

    public void CleanUp(RawConnection connection)
    {
    }
}
