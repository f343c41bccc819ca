namespace Attachments.LoadTests.Speed.Client;

/// <summary>Reads one of several addresses in turn.</summary>
/// <param name="requests">The requests.</param>
/// <param name="status">The status expected.</param>
/// <param name="length">The length of the body expected; null for any.</param>
internal sealed class DownloadExchange(IReadOnlyList<byte[]> requests, int status, long? length) : IExchange
{
    public void Run(RawConnection connection, int number)
    {
        connection.Send(requests[number % requests.Count]);
        var received = connection.Receive();
        if (connection.Status != status || (length is { } expected && received != expected))
            throw new InvalidOperationException($"Answered {connection.Status} with {received} bytes.");
    }

    public void CleanUp(RawConnection connection)
    {
    }
}
