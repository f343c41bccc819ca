namespace Attachments.Contract.Material;

/// <summary>A file on disk, for clients that read one.</summary>
public sealed class TemporaryFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-contract-file-").FullName;

    public TemporaryFile(string name, byte[] bytes)
    {
        Path = System.IO.Path.Combine(directory, name);
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
