using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Attachments.LoadTests.Speed.Client;

namespace Attachments.LoadTests.Speed.Growth;

/// <summary>Uploads, each to a message of its own, contents that rows of the table have: the digest of the row with a number is that of the number's digits.</summary>
internal sealed class SharedUploadExchange(long rows) : IExchange
{
    private const long Step = 998_244_353;

    private static long messages = DateTime.UtcNow.Ticks;

    private readonly ConcurrentBag<string> uploaded = [];
    private long sent;

    public void Run(RawConnection connection, int number)
    {
        var row = Interlocked.Increment(ref sent) * Step % rows;
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/messages/shared-{Interlocked.Increment(ref messages)}/attachments");
        connection.Send(Requests.SmallForm(path, Encoding.ASCII.GetBytes(row.ToString(CultureInfo.InvariantCulture))));
        connection.Receive(keepHead: true);
        if (connection.Status != 201)
            throw new InvalidOperationException($"An upload was answered with {connection.Status}.");

        uploaded.Add(Answers.Location(connection.Head));
    }

    public void CleanUp(RawConnection connection) => Answers.DeleteAll(connection, uploaded);
}
