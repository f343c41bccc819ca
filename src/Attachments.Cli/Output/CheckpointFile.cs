using System.Text;
using System.Text.Json;

namespace Attachments.Cli.Output;

/// <summary>Keeps the last checkpoint of a command in a file, for the same command on the same data.</summary>
internal sealed class CheckpointFile(FileInfo? file, string target)
{
    private string? written;

    /// <summary>Gets where the command goes on; null where it begins.</summary>
    public string? Read()
    {
        if (file is not { Exists: true })
            return null;

        CheckpointContent? content = null;
        try
        {
            Try("read", () => content = JsonSerializer.Deserialize(File.ReadAllText(file.FullName), CliJson.Default.CheckpointContent));
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (content is not { Target: not null, Checkpoint: not null })
            throw new UsageException($"{file.FullName} holds no checkpoint.");

        if (content.Target != target)
            throw new UsageException($"{file.FullName} is the checkpoint of another run ({content.Target}): name another file, or delete it.");

        return written = content.Checkpoint;
    }

    /// <summary>Writes a checkpoint, so that it outlives this process and the machine. Does nothing where it is written already.</summary>
    public void Write(string checkpoint)
    {
        if (file is null || checkpoint == written)
            return;

        Try("written", () => Replace(file.FullName, JsonSerializer.Serialize(new CheckpointContent(target, checkpoint), CliJson.Default.CheckpointContent)));
        written = checkpoint;
    }

    /// <summary>Deletes the file: the command has come to its end.</summary>
    public void Delete()
    {
        if (file is not null)
            Try("deleted", file.Delete);
    }

    // Whole or not at all: a process may be killed at any moment.
    private static void Replace(string path, string content)
    {
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create))
        {
            stream.Write(Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private void Try(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file!.FullName} could not be {what}: {exception.Message}");
        }
    }
}
