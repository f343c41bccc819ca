using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>Uploads new files as forms to a hand-written endpoint.</summary>
internal sealed class FormUploadExchange(UploadBody body) : IExchange
{
    private readonly byte[] head = Requests.Form("/messages/message-1/attachments", body.Length);

    public void Run(RawConnection connection, int number)
    {
        connection.Send([.. head, .. body.NewPage()]);
        body.SendRest(connection);
        connection.Send(Requests.FormEnd);
        connection.Receive();
        if (connection.Status != 201)
            throw new InvalidOperationException($"An upload was answered with {connection.Status}.");
    }

    public void CleanUp(RawConnection connection)
    {
        connection.Send(Requests.Post(UploadDirectory.ClearingPath));
        connection.Receive();
    }
}
