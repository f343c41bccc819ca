using System.Collections.Concurrent;
using System.Globalization;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>Uploads files to the product, every one to a message of its own; what a round has left is deleted as a client would.</summary>
/// <param name="body">The files.</param>
/// <param name="seed">The file that every upload repeats; null makes every file a new one.</param>
internal sealed class ProductUploadExchange(UploadBody body, long? seed = null) : IExchange
{
    private static long messages = DateTime.UtcNow.Ticks;

    private readonly ConcurrentBag<string> uploaded = [];

    public void Run(RawConnection connection, int number)
    {
        uploaded.Add(Upload(connection, seed is { } same ? body.PageOf(same) : body.NewPage()));
    }

    /// <summary>Uploads one file.</summary>
    /// <returns>The address of its metadata.</returns>
    public string Upload(RawConnection connection, byte[] page)
    {
        var message = Interlocked.Increment(ref messages);
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/messages/load-{message}/attachments");
        connection.Send([.. Requests.Form(path, body.Length), .. page]);
        body.SendRest(connection);
        connection.Send(Requests.FormEnd);
        connection.Receive(keepHead: true);
        if (connection.Status != 201)
            throw new InvalidOperationException($"An upload was answered with {connection.Status}.");

        return Answers.Location(connection.Head);
    }

    public void CleanUp(RawConnection connection)
    {
        if (body.IsLarge)
            Answers.DeleteAll(connection, uploaded);
        else
            uploaded.Clear();
    }
}
