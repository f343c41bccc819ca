using System.Data.Common;

namespace Attachments.Contract.Hosting;

/// <summary>The database of one host, to which a test can look behind the host's back.</summary>
public interface IHostDatabase : IAsyncDisposable
{
    /// <summary>Gets what to set as <c>ConnectionStrings:Mail</c>; null for the host's default.</summary>
    string? ConnectionString { get; }

    /// <summary>Gets what stands before the names of the library's tables.</summary>
    string TablePrefix { get; }

    /// <summary>Opens a connection that the caller disposes.</summary>
    /// <param name="dataDirectory">The host's data directory.</param>
    Task<DbConnection> OpenAsync(string dataDirectory);
}
