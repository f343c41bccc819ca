namespace Attachments.Sqlite;

/// <summary>What a commit survives (SQLite's <c>PRAGMA synchronous</c>).</summary>
public enum SqliteSynchronous
{
    /// <summary>A commit is on the disk when it returns: an answered upload survives a power cut.</summary>
    Full,

    /// <summary>A commit survives the end of the process; a power cut may undo the last ones. Several times faster.</summary>
    Normal,
}
