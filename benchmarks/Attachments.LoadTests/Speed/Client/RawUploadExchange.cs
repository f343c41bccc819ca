using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>Uploads new files as bare bodies.</summary>
internal sealed class RawUploadExchange(UploadBody body) : IExchange
{
    private readonly byte[] head = Requests.Raw("/upload", body.Length);

    public void Run(RawConnection connection, int number)
    {
        connection.Send([.. head, .. body.NewPage()]);
        body.SendRest(connection);
        connection.Receive();
        if (connection.Status != 201)
            throw new InvalidOperationException($"An upload was answered with {connection.Status}.");
    }

    public void CleanUp(RawConnection connection)
    {
        if (!body.IsLarge)
            return;

        connection.Send(Requests.Post(UploadDirectory.ClearingPath));
        connection.Receive();
    }
}
