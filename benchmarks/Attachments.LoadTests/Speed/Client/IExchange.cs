namespace Attachments.LoadTests.Speed.Client;

/// <summary>One kind of request against one server.</summary>
internal interface IExchange
{
    /// <summary>Sends one request and reads its answer to the end. Any answer but the expected one is an exception.</summary>
    /// <param name="connection">The calling thread's own.</param>
    /// <param name="number">Counts up within the round.</param>
    void Run(RawConnection connection, int number);

    /// <summary>Removes what the round has left, outside of what is measured.</summary>
    /// <param name="connection">A connection that nobody uses now.</param>
    void CleanUp(RawConnection connection);
}
