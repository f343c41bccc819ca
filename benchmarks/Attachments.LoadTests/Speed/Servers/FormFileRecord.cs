namespace Attachments.LoadTests.Speed.Servers;

/// <summary>What <see cref="FormFileServer"/> keeps of a file.</summary>
internal sealed class FormFileRecord
{
    public Guid Id { get; set; }

    public string MessageId { get; set; } = "";

    public string FileName { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long Length { get; set; }

    public string Hash { get; set; } = "";
}
