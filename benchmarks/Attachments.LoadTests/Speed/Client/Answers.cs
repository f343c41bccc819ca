using System.Collections.Concurrent;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>What the load program does with the product's answers to uploads.</summary>
internal static class Answers
{
    /// <summary>Finds the address of the new attachment's metadata.</summary>
    public static string Location(string head)
    {
        const string Name = "Location: ";
        var at = head.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return head[at..head.IndexOf('\r', at)];
    }

    /// <summary>Deletes attachments as a client would.</summary>
    public static void DeleteAll(RawConnection connection, ConcurrentBag<string> metadata)
    {
        while (metadata.TryTake(out var address))
        {
            connection.Send(Requests.Delete(address[..^"/metadata".Length]));
            connection.Receive();
            if (connection.Status != 200)
                throw new InvalidOperationException($"A delete was answered with {connection.Status}.");
        }
    }
}
