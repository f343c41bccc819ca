using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Growth;

/// <summary>What users do meanwhile: of ten requests five lists, four looks at metadata and one upload of 1 KiB.</summary>
internal sealed class MixedExchange(long rows) : IExchange
{
    private const int KiB = 1024;

    private readonly ProductUploadExchange upload = new(new UploadBody(KiB));

    public void Run(RawConnection connection, int number)
    {
        var kind = number % 10;
        if (kind == 0)
        {
            upload.Run(connection, number);
            return;
        }

        var row = Random.Shared.NextInt64(rows);
        connection.Send(Requests.Get(kind <= 5
            ? $"/api/v1/messages/{Rows.Message(row / Rows.PerMessage)}/attachments?limit=10"
            : $"/api/v1/attachments/{Rows.Id(row)}/metadata"));
        connection.Receive();

        // One in ten rows may be forsaken.
        if (connection.Status is not (200 or 404))
            throw new InvalidOperationException($"A read was answered with {connection.Status}.");
    }

    public void CleanUp(RawConnection connection) => upload.CleanUp(connection);
}
