using System.IO.MemoryMappedFiles;

namespace Attachments.Fuzz.Engine;

/// <summary>Holds the input that is running in a file that outlives the process: some faults, such as a stack that overflows, leave no time to say anything.</summary>
internal sealed class BlackBox : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public BlackBox(string path, int longest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(int) + longest);
        view = file.CreateViewAccessor();
    }

    public unsafe void Note(ReadOnlySpan<byte> input)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            *(int*)start = input.Length;
            input.CopyTo(new Span<byte>(start + sizeof(int), input.Length));
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Reads what a process that is no more was running.</summary>
    public static byte[] Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        return reader.ReadBytes(reader.ReadInt32());
    }
}
