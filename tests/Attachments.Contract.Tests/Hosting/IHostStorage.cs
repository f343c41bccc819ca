namespace Attachments.Contract.Hosting;

/// <summary>Where one host keeps its bytes, to which a test can look behind the host's back.</summary>
public interface IHostStorage : IAsyncDisposable
{
    /// <summary>Gets what a host is told of it.</summary>
    IEnumerable<KeyValuePair<string, string?>> Settings { get; }

    /// <summary>Gets how many bytes of an upload show that it has begun to store them.</summary>
    int LengthThatShows { get; }

    /// <summary>Names everything that is held, staged bytes included.</summary>
    Task<IReadOnlyList<string>> ListAsync();

    /// <summary>Names everything that holds these bytes.</summary>
    Task<IReadOnlyList<string>> FindAsync(byte[] bytes);

    Task<bool> HoldsAsync(string name);

    Task RemoveAsync(string name);
}
