using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Faults;

/// <summary>No room is left for rows. Only SQLite's can be filled within a test.</summary>
public sealed class FullDatabaseTests(SqliteHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Full_database_is_507_for_messages_and_uploads()
    {
        using var mount = TemporaryMount.Create("3m");
        await using var host = await Kind.StartAsync(("SampleHost__DataDirectory", mount.Path));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        FillUp(Path.Combine(mount.Path, "filler"));

        (await mail.CreateMessageAsync(subject: new string('x', 500_000))).ShouldBeProblem(HttpStatusCode.InsufficientStorage, "storage_full");
        (await mail.UploadAsync(message, Bytes.Fresh(100_000))).ShouldBeProblem(HttpStatusCode.InsufficientStorage, "storage_full");
        (await mail.ListAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    private static void FillUp(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
        }
    }
}
