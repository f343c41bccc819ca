namespace Attachments.Contract.Hosting;

/// <summary>A folder on this machine.</summary>
/// <param name="path">The folder, which a host makes.</param>
/// <param name="settings">What a host is told of it.</param>
public sealed class FolderStorage(string path, params IEnumerable<KeyValuePair<string, string?>> settings) : IHostStorage
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    public string Path => path;

    public IEnumerable<KeyValuePair<string, string?>> Settings => settings;

    public int LengthThatShows => 1;

    public Task<IReadOnlyList<string>> ListAsync() =>
        Task.FromResult<IReadOnlyList<string>>(
            Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*", Everywhere).Where(IsData).Order(StringComparer.Ordinal)] : []);

    public async Task<IReadOnlyList<string>> FindAsync(byte[] bytes) => [.. (await ListAsync()).Where(file => Holds(file, bytes))];

    public Task<bool> HoldsAsync(string name) => Task.FromResult(File.Exists(name));

    public Task RemoveAsync(string name)
    {
        File.Delete(name);
        return Task.CompletedTask;
    }

    // It lies in the host's data directory, or is a test's own.
    public ValueTask DisposeAsync() => default;

    private static bool Holds(string file, byte[] bytes)
    {
        try
        {
            return new FileInfo(file).Length == bytes.Length && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes);
        }
        catch (IOException)
        {
            // Another test's file, gone since it was listed.
            return false;
        }
    }

    // A store may keep a marker of its own in its folder, and asks for the folder's time by making a file.
    private static bool IsData(string file) => System.IO.Path.GetFileName(file) is var name && !name.StartsWith('.') && !name.StartsWith("probe-", StringComparison.Ordinal);
}
